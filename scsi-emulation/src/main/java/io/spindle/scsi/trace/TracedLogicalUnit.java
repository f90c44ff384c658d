package io.spindle.scsi.trace;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.LogicalUnit;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.SenseCode;
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

    /**
     * Stands before a logical unit.
     *
     * @param name what the lines call it
     */
    public TracedLogicalUnit(String name, LogicalUnit unit) {
        this.name = name;
        this.unit = unit;
    }

    @Override
    public int number() {
        return unit.number();
    }

    @Override
    public Nexus attach(InitiatorPort port, long nowNanos) {
        TRACE.trace("scsi {} attach {}", name, port.name());
        return unit.attach(port, nowNanos);
    }

    @Override
    public void detach(Nexus nexus, boolean expected, long nowNanos) {
        TRACE.trace("scsi {} detach {}", name, nexus);
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
        if (TRACE.isTraceEnabled()) {
            TRACE.trace("scsi {} <- {}", name, CdbFormatter.request(request));
            TRACE.trace("scsi {} -> {}", name, CdbFormatter.outcome(request, outcome));
        }
        return outcome;
    }

    @Override
    public void reset(long nowNanos) {
        TRACE.trace("scsi {} reset", name);
        unit.reset(nowNanos);
    }
}
