// QuickFIX/J against itself, as round-trip.bench.ts does it: order out, fill back, file stores on both sides.
//   java -cp JARS QuickFixRoundTrip venue SETTINGS
//   java -cp JARS QuickFixRoundTrip ems SETTINGS COUNT OPEN WARMUP
// The ems prints `p50 p99 p999 max ordersPerSecond`, times in ns.

import java.io.FileInputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import quickfix.Application;
import quickfix.DefaultMessageFactory;
import quickfix.FileStoreFactory;
import quickfix.Message;
import quickfix.SLF4JLogFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;
import quickfix.SocketInitiator;

public final class QuickFixRoundTrip implements Application {
    private static final String[] ORDER = {
        "1=ACC-7", "11=ORD0000000001", "38=100", "40=2", "44=101.25", "54=1", "55=BTC-USD", "59=0",
        "60=20260105-09:00:00.000000", "207=XVEN", "528=P"};
    private static final String[] FILL = {
        "1=ACC-7", "6=101.25", "11=ORD0000000001", "14=100", "17=EXEC000000001", "31=101.25", "32=100",
        "37=V000000001", "38=100", "39=2", "40=2", "44=101.25", "54=1", "55=BTC-USD", "59=0",
        "60=20260105-09:00:00.000000", "150=F", "151=0"};
    private final int open;
    private final int warmup;
    private final long[] sentNs;
    private final long[] trips;
    private final CountDownLatch done = new CountDownLatch(1);
    private int sent;
    private int filled;
    private long startNs;
    private long endNs;

    private QuickFixRoundTrip(int count, int open, int warmup) {
        this.open = open;
        this.warmup = warmup;
        sentNs = new long[count + warmup];
        trips = new long[count];
    }

    public static void main(String[] args) throws Exception {
        SessionSettings settings = new SessionSettings(new FileInputStream(args[1]));
        FileStoreFactory stores = new FileStoreFactory(settings);
        SLF4JLogFactory log = new SLF4JLogFactory(settings);
        DefaultMessageFactory messages = new DefaultMessageFactory();
        if (args[0].equals("venue")) {
            new SocketAcceptor(new QuickFixRoundTrip(0, 0, 0), stores, settings, log, messages).start();
            System.out.println("READY");
            while (System.in.read() >= 0) { }
            System.exit(0);
        }
        int[] sizes = Arrays.stream(args).skip(2).mapToInt(Integer::parseInt).toArray();
        QuickFixRoundTrip ems = new QuickFixRoundTrip(sizes[0], sizes[1], sizes[2]);
        SocketInitiator initiator = new SocketInitiator(ems, stores, settings, log, messages);
        initiator.start();
        ems.done.await();
        Arrays.sort(ems.trips);
        int n = ems.trips.length;
        long rate = Math.round(n * 1e9 / (ems.endNs - ems.startNs));
        System.out.println(ems.trips[n / 2] + " " + ems.trips[(int) (n * 0.99)] + " " + ems.trips[(int) (n * 0.999)]
            + " " + ems.trips[n - 1] + " " + rate);
        initiator.stop(true);
        System.exit(0);
    }

    private static Message message(String type, String[] fields) {
        Message message = new Message();
        message.getHeader().setString(35, type);
        for (String field : fields) {
            int at = field.indexOf('=');
            message.setString(Integer.parseInt(field.substring(0, at)), field.substring(at + 1));
        }
        return message;
    }

    private void send(SessionID id) throws Exception {
        sentNs[sent++] = System.nanoTime();
        Session.sendToTarget(message("D", ORDER), id);
    }

    @Override public void fromApp(Message message, SessionID id) {
        try {
            if (sentNs.length == 0) {
                Session.sendToTarget(message("8", FILL), id);
                return;
            }
            long now = System.nanoTime();
            if (filled >= warmup) trips[filled - warmup] = now - sentNs[filled];
            if (++filled == warmup) startNs = now;
            if (sent < sentNs.length) send(id);
            else if (filled == sentNs.length) {
                endNs = now;
                done.countDown();
            }
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
    }

    @Override public void onLogon(SessionID id) {
        try {
            for (int i = 0; i < open; i++) send(id);
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
    }

    @Override public void onCreate(SessionID id) { }
    @Override public void onLogout(SessionID id) { }
    @Override public void toAdmin(Message message, SessionID id) { }
    @Override public void fromAdmin(Message message, SessionID id) { }
    @Override public void toApp(Message message, SessionID id) { }
}
