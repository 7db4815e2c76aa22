// QuickFIX/J's codec on the messages of codec.bench.ts: java -cp JARS QuickFixCodec FILE OPERATIONS
// FILE has one message a line with | for SOH. Prints `read NS` and `encode NS`, each the median of nine rounds.

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import quickfix.DataDictionary;
import quickfix.Message;

public final class QuickFixCodec {
    private static long sink;

    public static void main(String[] args) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(args[0]), StandardCharsets.ISO_8859_1);
        String[] texts = lines.stream().map(line -> line.replace('|', '\001')).toArray(String[]::new);
        int operations = Integer.parseInt(args[1]);
        DataDictionary dictionary = new DataDictionary("FIX44.xml");
        Message[] parsed = new Message[texts.length];
        for (int i = 0; i < texts.length; i++) parsed[i] = new Message(texts[i], dictionary, true);
        double[] reads = new double[9];
        double[] encodes = new double[9];
        for (int round = -3; round < 9; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < operations; i++) read(new Message(texts[i % texts.length], dictionary, true));
            long middle = System.nanoTime();
            for (int i = 0; i < operations; i++) sink += parsed[i % parsed.length].toString().length();
            long end = System.nanoTime();
            if (round < 0) continue;
            reads[round] = (middle - start) / (double) operations;
            encodes[round] = (end - middle) / (double) operations;
        }
        Arrays.sort(reads);
        Arrays.sort(encodes);
        System.out.println("read " + reads[4]);
        System.out.println("encode " + encodes[4]);
        if (sink == 0) throw new IllegalStateException();
    }

    private static void read(Message message) throws Exception {
        for (int tag : new int[] {11, 37, 17, 55}) sink += message.getString(tag).length();
        sink += message.getChar(150) + message.getChar(39) + message.getChar(54);
        for (int tag : new int[] {32, 31, 151, 14}) sink += message.getDecimal(tag).unscaledValue().longValue();
        sink += message.getUtcTimeStamp(60).getNano();
    }
}
