import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The official Java client doing what bus-client.ts does: `peer` or `main`, one line of figures for each length.
 * Arguments: role, outbound channel, inbound channel, idle (spin, yield or park), round trips, messages, lengths.
 */
public final class BusBench
{
    private static final int PING = 1;
    private static final int PONG = 2;
    private static final int FLOW = 3;

    private static int count;
    private static int checksum;
    private static int bad;
    private static int total;
    private static boolean isYield;
    private static boolean isPark;
    private static boolean isAnswerDue;

    public static void main(final String[] args)
    {
        isYield = args[3].equals("yield");
        isPark = args[3].equals("park");
        try (Aeron aeron = Aeron.connect())
        {
            if (args[0].equals("peer"))
            {
                peer(aeron, args[2], args[1]);
            }
            else
            {
                final String[] lengths = args[6].split(",");
                series(aeron, args[1], args[2], Integer.parseInt(args[4]), Integer.parseInt(args[5]), lengths);
            }
        }
    }

    private static void idle()
    {
        if (isYield)
        {
            Thread.yield();
        }
        else if (isPark)
        {
            LockSupport.parkNanos(1_000_000);
        }
        else
        {
            Thread.onSpinWait();
        }
    }

    private static void offer(final ExclusivePublication publication, final UnsafeBuffer buffer, final int length)
    {
        while (publication.offer(buffer, 0, length) < 0)
        {
            idle();
        }
    }

    private static void peer(final Aeron aeron, final String in, final String out)
    {
        final Subscription ping = aeron.addSubscription(in, PING);
        final Subscription flow = aeron.addSubscription(in, FLOW);
        final ExclusivePublication pong = aeron.addExclusivePublication(out, PONG);
        final UnsafeBuffer answer = new UnsafeBuffer(new byte[16]);
        final FragmentHandler echo = (buffer, offset, length, header) ->
        {
            while (pong.offer(buffer, offset, length) < 0)
            {
                idle();
            }
        };
        final FragmentHandler sink = (buffer, offset, length, header) ->
        {
            final int sequence = buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
            if (sequence == 0)
            {
                count = 0;
                checksum = 0;
                bad = 0;
                total = buffer.getInt(offset + 4, ByteOrder.LITTLE_ENDIAN);
            }
            if (sequence != count)
            {
                bad++;
            }
            checksum = checksum * 31 + buffer.getInt(offset + length - 4, ByteOrder.LITTLE_ENDIAN);
            isAnswerDue = ++count == total;
        };
        while (true)
        {
            int work = ping.poll(echo, 16);
            work += flow.poll(sink, 256);
            if (isAnswerDue)
            {
                isAnswerDue = false;
                answer.putInt(0, count, ByteOrder.LITTLE_ENDIAN);
                answer.putInt(4, checksum, ByteOrder.LITTLE_ENDIAN);
                answer.putInt(8, bad, ByteOrder.LITTLE_ENDIAN);
                offer(pong, answer, 16);
            }
            if (work == 0)
            {
                idle();
            }
        }
    }

    private static void series(
        final Aeron aeron,
        final String out,
        final String in,
        final int roundTrips,
        final int messages,
        final String[] lengths)
    {
        final ExclusivePublication ping = aeron.addExclusivePublication(out, PING);
        final ExclusivePublication flow = aeron.addExclusivePublication(out, FLOW);
        final Subscription pong = aeron.addSubscription(in, PONG);
        while (!pong.isConnected() || !ping.isConnected() || !flow.isConnected())
        {
            Thread.yield();
        }
        for (final String text : lengths)
        {
            final int length = Integer.parseInt(text);
            pingPong(ping, pong, roundTrips, length);
            final long[] times = pingPong(ping, pong, roundTrips, length);
            final int hash = checksum;
            Arrays.sort(times);
            flow(flow, pong, messages, length);
            final long elapsedNs = flow(flow, pong, messages, length);
            System.out.printf(
                "{\"length\":%d,\"p50\":%d,\"p99\":%d,\"p999\":%d,\"max\":%d,\"rate\":%d,\"hash\":%d,\"bad\":%d}%n",
                length,
                times[(int)(times.length * 0.5)],
                times[(int)(times.length * 0.99)],
                times[(int)(times.length * 0.999)],
                times[times.length - 1],
                Math.round(messages * 1e9 / elapsedNs),
                hash * 31 + checksum,
                bad);
        }
        System.out.println("done");
    }

    private static long[] pingPong(
        final ExclusivePublication ping, final Subscription pong, final int roundTrips, final int length)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        final long[] times = new long[roundTrips];
        checksum = 0;
        final FragmentHandler handler = (b, offset, l, header) ->
            checksum = checksum * 31 + b.getInt(offset + l - 4, ByteOrder.LITTLE_ENDIAN);
        long last = System.nanoTime();
        for (int i = 0; i < roundTrips; i++)
        {
            buffer.putInt(length - 4, i, ByteOrder.LITTLE_ENDIAN);
            offer(ping, buffer, length);
            while (pong.poll(handler, 1) == 0)
            {
                idle();
            }
            final long now = System.nanoTime();
            times[i] = now - last;
            last = now;
        }
        return times;
    }

    private static long flow(
        final ExclusivePublication flow, final Subscription pong, final int messages, final int length)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        final FragmentHandler handler = (b, offset, l, header) ->
        {
            checksum = b.getInt(offset + 4, ByteOrder.LITTLE_ENDIAN);
            bad = b.getInt(offset + 8, ByteOrder.LITTLE_ENDIAN);
        };
        final long start = System.nanoTime();
        buffer.putInt(4, messages, ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < messages; i++)
        {
            buffer.putInt(length - 4, i, ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(0, i, ByteOrder.LITTLE_ENDIAN);
            offer(flow, buffer, length);
        }
        while (pong.poll(handler, 1) == 0)
        {
            idle();
        }
        return System.nanoTime() - start;
    }
}
