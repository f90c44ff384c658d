package io.spindle.iscsi.handler;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.TargetPdu;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether a silent initiator is still there.
 *
 * <p>Some firmware takes a ping for an error. An initiator that has pinged the target itself stands being pinged, and no
 * other is.
 */
final class Pings {
    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

    private final SessionOutput output;
    private final Runnable everyInterval;
    private final Runnable gone;
    private final Future<?> timer;
    private boolean standsPings;
    private boolean heard;
    private boolean asked;
    private int lastTag;

    /**
     * Looks once an interval.
     *
     * @param everyInterval run each time
     * @param gone run when an initiator does not answer
     */
    Pings(SessionOutput output, EventExecutor thread, Duration interval, Runnable everyInterval, Runnable gone) {
        this.output = output;
        this.everyInterval = everyInterval;
        this.gone = gone;
        long nanos = interval.toNanos();
        this.timer = thread.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** The initiator has said something. */
    void heard() {
        heard = true;
        asked = false;
    }

    /** The initiator has pinged. */
    void wasPinged() {
        standsPings = true;
    }

    /** True when the initiator takes PDUs that it did not ask for. */
    boolean standsPings() {
        return standsPings;
    }

    private void look() {
        everyInterval.run();
        if (asked) {
            gone.run();
        } else if (!heard && standsPings) {
            asked = true;
            lastTag = lastTag + 1 == InitiatorPdu.NO_TAG ? 1 : lastTag + 1;
            output.sendAndFlush(new TargetPdu.NopIn(0, InitiatorPdu.NO_TAG, lastTag, NO_DATA));
        }
        heard = false;
    }

    void stop() {
        timer.cancel(false);
    }
}
