package io.spindle.scsi.trace;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.LogicalUnit;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.SenseCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for every command of a logical unit and one for its outcome to the logger {@code trace.scsi}, and warns of
 * host adapters that spoil commands whether it traces or not.
 */
public final class TracedLogicalUnit implements LogicalUnit {
    private static final Logger TRACE = LoggerFactory.getLogger("trace.scsi");
    private static final Logger LOG = LoggerFactory.getLogger(TracedLogicalUnit.class);

    private final String name;
    private final LogicalUnit unit;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Stands before a logical unit.
     *
     * @param name what the lines call it
     */
    public TracedLogicalUnit(String name, LogicalUnit unit) {
        this.name = name;
        this.unit = unit;
    }

    /**
     * One more who is told every line, whether the logger traces or not.
     *
     * @param listener is called on the thread of the logical unit, and must not wait
     * @return takes the listener away
     */
    public Runnable listen(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private boolean isHeard() {
        return TRACE.isTraceEnabled() || !listeners.isEmpty();
    }

    private void say(String line) {
        TRACE.trace("scsi {} {}", name, line);
        listeners.forEach(it -> it.accept(line));
    }

    @Override
    public int number() {
        return unit.number();
    }

    @Override
    public Nexus attach(InitiatorPort port, long nowNanos) {
        say("attach " + port.name());
        return unit.attach(port, nowNanos);
    }

    @Override
    public void detach(Nexus nexus, boolean expected, long nowNanos) {
        say("detach " + nexus);
        unit.detach(nexus, expected, nowNanos);
    }

    @Override
    public CommandOutcome execute(Nexus nexus, ScsiRequest request, long nowNanos) {
        CommandOutcome outcome = unit.execute(nexus, request, nowNanos);
        boolean spoiled = outcome instanceof CommandOutcome.CheckCondition check
                && check.sense().code() == SenseCode.DATA_PHASE_ERROR;
        if (spoiled) {
            LOG.warn("drive {}: {} -> {}", name, CdbFormatter.request(request), CdbFormatter.outcome(request, outcome));
        }
        if (isHeard()) {
            say("<- " + CdbFormatter.request(request));
            say("-> " + CdbFormatter.outcome(request, outcome));
        }
        return outcome;
    }

    @Override
    public void reset(long nowNanos) {
        say("reset");
        unit.reset(nowNanos);
    }
}
