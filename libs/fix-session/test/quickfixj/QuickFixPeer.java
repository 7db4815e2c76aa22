// A QuickFIX/J session as a program: settings from a file, commands on standard input, events on standard output.
//   java -cp JARS QuickFixPeer acceptor|initiator SETTINGS
// Commands: orders PREFIX COUNT | inseq N | outseq N | reset N | disconnect | logout | logon | quit
// Events:   LOGON, LOGOUT, IN message, ADMIN-IN message, ADMIN-OUT message (| for SOH), SEQ in out
// As an acceptor it acknowledges and fills every NewOrderSingle, and cancels at OrderCancelRequest.

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.util.concurrent.atomic.AtomicInteger;
import quickfix.Application;
import quickfix.Connector;
import quickfix.DefaultMessageFactory;
import quickfix.FieldNotFound;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.SLF4JLogFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;
import quickfix.SocketInitiator;

public final class QuickFixPeer implements Application {
    private static final AtomicInteger IDS = new AtomicInteger();
    private final boolean isVenue;
    private volatile SessionID id;

    private QuickFixPeer(boolean isVenue) {
        this.isVenue = isVenue;
    }

    public static void main(String[] args) throws Exception {
        QuickFixPeer peer = new QuickFixPeer(args[0].equals("acceptor"));
        SessionSettings settings = new SessionSettings(new FileInputStream(args[1]));
        MemoryStoreFactory stores = new MemoryStoreFactory();
        DefaultMessageFactory messages = new DefaultMessageFactory();
        SLF4JLogFactory log = new SLF4JLogFactory(settings);
        Connector connector = peer.isVenue
            ? new SocketAcceptor(peer, stores, settings, log, messages)
            : new SocketInitiator(peer, stores, settings, log, messages);
        connector.start();
        say("READY");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null && !line.equals("quit"); line = commands.readLine()) {
            peer.obey(line.trim().split(" "));
        }
        connector.stop(true);
        System.exit(0);
    }

    private void obey(String[] words) throws Exception {
        Session session = Session.lookupSession(id);
        switch (words[0]) {
            case "orders":
                for (int i = 0; i < Integer.parseInt(words[2]); i++) Session.sendToTarget(order(words[1] + i), id);
                break;
            case "inseq":
                session.setNextTargetMsgSeqNum(Integer.parseInt(words[1]));
                break;
            case "outseq":
                session.setNextSenderMsgSeqNum(Integer.parseInt(words[1]));
                break;
            case "reset":
                Message reset = new Message();
                reset.getHeader().setString(35, "4");
                reset.setInt(36, Integer.parseInt(words[1]));
                Session.sendToTarget(reset, id);
                session.setNextSenderMsgSeqNum(Integer.parseInt(words[1]));
                break;
            case "disconnect":
                session.disconnect("asked to", false);
                break;
            case "logout":
                session.logout("asked to");
                break;
            case "logon":
                session.logon();
                break;
            default:
                throw new IllegalArgumentException(words[0]);
        }
        say("SEQ " + session.getExpectedTargetNum() + " " + session.getExpectedSenderNum());
    }

    private static Message order(String clOrdId) {
        Message order = new Message();
        order.getHeader().setString(35, "D");
        order.setString(11, clOrdId);
        order.setString(21, "1");
        order.setString(38, "100");
        order.setString(40, "2");
        order.setString(44, "10.01");
        order.setString(54, "1");
        order.setString(55, "XYZ");
        order.setString(60, "20260105-09:00:00.000");
        return order;
    }

    @Override
    public void fromApp(Message message, SessionID session) throws FieldNotFound {
        say("IN " + readable(message));
        if (!isVenue) return;
        String type = message.getHeader().getString(35);
        boolean isOrder = type.equals("D");
        if (!isOrder && !type.equals("F")) return;
        try {
            if (isOrder) {
                Session.sendToTarget(report(message, "0", "0", "0", "0"), session);
                Session.sendToTarget(report(message, "F", "2", message.getString(38), message.getString(44)), session);
            } else {
                Session.sendToTarget(report(message, "4", "4", "0", "0"), session);
            }
        } catch (quickfix.SessionNotFound gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** FIX.4.2 says `fill` with ExecType 2 and wants ExecTransType. */
    private static Message report(Message request, String execType, String ordStatus, String filled, String px)
            throws FieldNotFound {
        boolean isOld = request.getHeader().getString(8).equals("FIX.4.2");
        Message report = new Message();
        report.getHeader().setString(35, "8");
        int number = IDS.incrementAndGet();
        report.setString(37, "V" + number);
        report.setString(17, "E" + number);
        for (int tag : new int[] {11, 41, 55, 54, 38, 44}) {
            if (request.isSetField(tag)) report.setString(tag, request.getString(tag));
        }
        if (isOld) report.setString(20, "0");
        report.setString(150, isOld && execType.equals("F") ? "2" : execType);
        report.setString(39, ordStatus);
        if (!filled.equals("0")) {
            report.setString(32, filled);
            report.setString(31, px);
        }
        boolean isOpen = execType.equals("0");
        report.setString(14, filled);
        report.setString(151, isOpen && request.isSetField(38) ? request.getString(38) : "0");
        report.setString(6, filled.equals("0") ? "0" : px);
        report.setString(60, "20260105-09:00:00.000");
        return report;
    }

    @Override
    public void onCreate(SessionID session) {
        id = session;
    }

    @Override
    public void onLogon(SessionID session) {
        say("LOGON");
    }

    @Override
    public void onLogout(SessionID session) {
        say("LOGOUT");
    }

    @Override
    public void toAdmin(Message message, SessionID session) {
        say("ADMIN-OUT " + readable(message));
    }

    @Override
    public void fromAdmin(Message message, SessionID session) {
        say("ADMIN-IN " + readable(message));
    }

    @Override
    public void toApp(Message message, SessionID session) {
    }

    private static String readable(Message message) {
        return message.toString().replace('\001', '|');
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
