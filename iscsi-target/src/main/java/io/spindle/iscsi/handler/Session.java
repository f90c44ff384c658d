package io.spindle.iscsi.handler;

import io.spindle.iscsi.login.LoggedIn;
import io.spindle.iscsi.pdu.AsyncEvent;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.LogoutReason;
import io.spindle.iscsi.pdu.LogoutResult;
import io.spindle.iscsi.pdu.RejectReason;
import io.spindle.iscsi.pdu.TargetPdu;
import io.spindle.iscsi.pdu.TaskManagementFunction;
import io.spindle.iscsi.pdu.TaskManagementResult;
import io.spindle.iscsi.session.CommandWindow;
import io.spindle.iscsi.session.TextExchange;
import io.spindle.iscsi.target.SessionTraffic;
import io.spindle.scsi.Nexus;
import io.spindle.transport.TransferCounters;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session in its full feature phase: takes PDUs in the order of their numbers, and answers them.
 *
 * <p>With one connection to a session and no recovery below the session, it ends with its connection.
 */
final class Session implements InitiatorPdu.Visitor<Optional<TargetPdu>>, ServedTarget.TargetSession {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final ConnectionContext shared;
    private final LoggedIn login;
    private final int handle;
    private final CommandWindow window;
    private final SessionOutput output;
    private final Agreed agreed;
    private final Link link;
    private final Pings pings;
    private final String address;
    private final TransferCounters counters;
    private final TextExchange text;
    private final EarlyPdus early = new EarlyPdus();
    private Optional<TargetPart> part = Optional.empty();
    private Supplier<ByteBuffer> header;
    private boolean loggedOut;
    private boolean ended;

    /**
     * How a session starts.
     *
     * @param login what was settled
     * @param handle its target session identifying handle
     * @param window its commands
     * @param output where its PDUs go
     * @param portals what SendTargets tells
     */
    record Start(LoggedIn login, int handle, CommandWindow window, SessionOutput output, DiscoverableTargets portals) {}

    Session(ConnectionContext shared, Start start, Link link) {
        this.shared = shared;
        this.login = start.login();
        this.handle = start.handle();
        this.window = start.window();
        this.output = start.output();
        this.link = link;
        this.address = link.address();
        this.counters = login.target().map(it -> it.counters().part()).orElseGet(TransferCounters::new);
        this.agreed = new Agreed(login.parameters());
        this.text = new TextExchange(() -> start.portals().of(login), agreed::maximumSendBytes);
        this.pings = new Pings(output, link.thread(), shared.limits().pingInterval(), this::sweep, this::gone);
    }

    /** Begins a normal session. */
    void attach(ServedTarget target) {
        Nexus nexus = target.begin(login.port(), this);
        TaskSet tasks = new TaskSet(window, shared.dataOut());
        SessionScope scope = new SessionScope(
                shared,
                link.peer(),
                target.target().logicalUnit(),
                counters,
                nexus,
                output,
                agreed,
                tasks,
                link::execute);
        CommandExecution commands = new CommandExecution(scope, link.holder(), link::resume);
        part = Optional.of(new TargetPart(
                target, nexus, tasks, commands, new TaskManagement(target, tasks, commands, this::skip)));
    }

    /**
     * Takes a PDU.
     *
     * @param itsHeader gives its header, should it be rejected
     */
    void take(InitiatorPdu pdu, Supplier<ByteBuffer> itsHeader) {
        pings.heard();
        header = itsHeader;
        if (pdu instanceof InitiatorPdu.Ordered ordered && !ordered.immediate()) {
            order(ordered);
        } else {
            perform(pdu);
        }
    }

    private void order(InitiatorPdu.Ordered pdu) {
        switch (window.place(pdu.cmdSn())) {
            case NEXT -> {
                performNext(pdu);
                performEarly();
            }
            case LATER -> {
                if (!early.hold(pdu.cmdSn(), new EarlyPdus.Early(pdu, header.get()))) {
                    LOG.info("{}: too many commands before their turn, closed", link.peer());
                    link.close();
                }
            }
            case OUTSIDE -> output.ignored(pdu);
        }
    }

    private void performEarly() {
        for (EarlyPdus.Early next = early.take(window.expCmdSn()); next != null; ) {
            if (next.pdu() == null) {
                window.take();
                window.done();
            } else {
                header = next::header;
                performNext(next.pdu());
            }
            next = early.take(window.expCmdSn());
        }
    }

    private void performNext(InitiatorPdu.Ordered pdu) {
        window.take();
        if (!(pdu instanceof InitiatorPdu.ScsiCommand)) {
            // Answered at once, so that its slot is free again.
            window.done();
        }
        perform(pdu);
    }

    private void perform(InitiatorPdu pdu) {
        if (!ended && !loggedOut) {
            pdu.accept(this).ifPresent(output::send);
        }
    }

    /** Leaves out a command that has not come yet, or not in its turn. */
    private boolean skip(int cmdSn) {
        if (window.place(cmdSn) == CommandWindow.Place.OUTSIDE) {
            return false;
        }
        early.hold(cmdSn, new EarlyPdus.Early(null, null));
        performEarly();
        return true;
    }

    private Optional<TargetPdu> reject(RejectReason reason) {
        return Optional.of(new TargetPdu.Reject(reason, header.get()));
    }

    @Override
    public Optional<TargetPdu> nopOut(InitiatorPdu.NopOut pdu) {
        if (pdu.initiatorTaskTag() == InitiatorPdu.NO_TAG) {
            return Optional.empty();
        }
        pings.wasPinged();
        int echoBytes = Math.min(pdu.ping().remaining(), agreed.pduBytes());
        ByteBuffer echo = pdu.ping().slice(pdu.ping().position(), echoBytes);
        return Optional.of(new TargetPdu.NopIn(pdu.lun(), pdu.initiatorTaskTag(), InitiatorPdu.NO_TAG, echo));
    }

    @Override
    public Optional<TargetPdu> scsiCommand(InitiatorPdu.ScsiCommand pdu) {
        Optional<RejectReason> wrong = part.isEmpty()
                ? Optional.of(RejectReason.COMMAND_NOT_SUPPORTED)
                : part.get().commands().start(pdu);
        if (wrong.isPresent() && !pdu.immediate()) {
            window.done();
        }
        return wrong.flatMap(this::reject);
    }

    @Override
    public Optional<TargetPdu> taskManagement(InitiatorPdu.TaskManagementRequest pdu) {
        if (part.isEmpty()) {
            return reject(RejectReason.COMMAND_NOT_SUPPORTED);
        }
        TaskManagementResult result = part.get().taskManagement().perform(pdu);
        if (pdu.function() == TaskManagementFunction.TARGET_COLD_RESET.wire()) {
            part.get().target().sessions().stream().filter(it -> it != this).forEach(ServedTarget.TargetSession::drop);
            link.finish();
        }
        return Optional.of(new TargetPdu.TaskManagementResponse(pdu.initiatorTaskTag(), result));
    }

    @Override
    public Optional<TargetPdu> login(InitiatorPdu.LoginRequest pdu) {
        return reject(RejectReason.PROTOCOL_ERROR);
    }

    @Override
    public Optional<TargetPdu> text(InitiatorPdu.TextRequest pdu) {
        TextExchange.Result result = text.take(pdu, agreed.pduBytes());
        return result instanceof TextExchange.Result.Rejected rejected
                ? reject(rejected.reason())
                : Optional.of(((TextExchange.Result.Answered) result).response());
    }

    @Override
    public Optional<TargetPdu> dataOut(InitiatorPdu.DataOut pdu) {
        part.ifPresent(it -> it.commands().take(pdu));
        return Optional.empty();
    }

    @Override
    public Optional<TargetPdu> logout(InitiatorPdu.LogoutRequest pdu) {
        Optional<LogoutReason> reason = LogoutReason.fromWire(pdu.reason());
        if (reason.isEmpty()) {
            return reject(RejectReason.INVALID_PDU_FIELD);
        }
        LogoutResult result = switch (reason.get()) {
            case CLOSE_SESSION -> LogoutResult.CLOSED_SUCCESSFULLY;
            case CLOSE_CONNECTION ->
                pdu.cid() == login.cid() ? LogoutResult.CLOSED_SUCCESSFULLY : LogoutResult.CID_NOT_FOUND;
            case REMOVE_CONNECTION_FOR_RECOVERY -> LogoutResult.CONNECTION_RECOVERY_NOT_SUPPORTED;
        };
        if (result == LogoutResult.CLOSED_SUCCESSFULLY) {
            abortTasks();
            loggedOut = true;
            link.finish();
        }
        return Optional.of(new TargetPdu.LogoutResponse(pdu.initiatorTaskTag(), result, 0));
    }

    @Override
    public Optional<TargetPdu> snack(InitiatorPdu.SnackRequest pdu) {
        return reject(RejectReason.SNACK_REJECT);
    }

    @Override
    public Optional<TargetPdu> unusable(InitiatorPdu.Unusable pdu) {
        LOG.info("{}: {}, rejected", link.peer(), pdu.text());
        return reject(pdu.reason());
    }

    /** Sends on what was held up because the initiator did not read. */
    void pump() {
        part.ifPresent(it -> it.commands().pump());
    }

    /** Files may have changed since they were looked at. */
    void doubt() {
        part.ifPresent(it -> it.commands().doubt());
    }

    private void sweep() {
        part.ifPresent(it -> it.commands().sweep());
    }

    private void gone() {
        LOG.info("{}: does not answer, closed", link.peer());
        link.close();
    }

    /** True when no command is under way. */
    boolean isIdle() {
        return part.isEmpty() || part.get().tasks().isEmpty();
    }

    /** Says that the connection will be closed, to an initiator that stands it. */
    void announceEnd() {
        if (pings.standsPings()) {
            output.send(new TargetPdu.AsyncMessage(AsyncEvent.TARGET_WILL_DROP_CONNECTION, login.cid(), 1, 0));
        }
    }

    @Override
    public void abortTasks() {
        part.ifPresent(it -> it.commands().abortAll());
    }

    @Override
    public SessionTraffic traffic() {
        return new SessionTraffic(login.initiatorPort(), address, counters.counts());
    }

    @Override
    public void drop() {
        end();
        link.close();
    }

    /** The connection is closed, or about to be; further calls do nothing. */
    void end() {
        if (!ended) {
            ended = true;
            pings.stop();
            part.ifPresent(it -> {
                it.commands().close();
                it.target().end(login.initiatorPort(), this, it.nexus(), loggedOut);
            });
            shared.handles().giveBack(handle);
            LOG.debug("{}: session of {} is over", link.peer(), login.initiatorPort());
        }
    }
}
