package io.spindle.scsi.event;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import java.util.List;
import java.util.Optional;

/** GET EVENT STATUS NOTIFICATION, polled (MMC-6, 6.6): one event at a time, each once. */
public final class GetEventStatusNotification {
    private static final int HEADER_BYTES = 4;
    private static final int EVENT_BYTES = 4;
    /** The bits of all classes. */
    private static final int SUPPORTED_CLASSES = 0x7E;

    private static final List<NotificationClass> CLASSES = List.of(NotificationClass.values());

    private final EventQueue queue;
    private final EventStatus status;

    /** Answers for the nexus that has the queue. */
    public GetEventStatusNotification(EventQueue queue, EventStatus status) {
        this.queue = queue;
        this.status = status;
    }

    /**
     * The answer. An event is taken for told only when the allocation length and the transport let all of it through.
     *
     * @param expectedBytes what the transport was told to expect
     */
    public CommandOutcome answer(Cdb cdb, long expectedBytes) {
        if (!cdb.bit(1, 0)) {
            return CommandOutcome.invalidField(FieldPointer.cdb(1, 0));
        }
        int allocationLength = cdb.u16(7);
        int classes = cdb.u8(4) & SUPPORTED_CLASSES;
        if (classes == 0) {
            return CommandOutcome.good(noEventAvailable(), allocationLength);
        }
        NotificationClass told = firstOf(classes);
        Optional<DriveEvent> event = queue.first(told);
        if (Math.min(allocationLength, expectedBytes) >= HEADER_BYTES + EVENT_BYTES) {
            event.ifPresent(queue::remove);
        }
        return CommandOutcome.good(notification(told, event), allocationLength);
    }

    /** The class that is told of: the first with an event, else the first that was asked for. */
    private NotificationClass firstOf(int classes) {
        for (NotificationClass it : CLASSES) {
            if (it.isIn(classes) && queue.first(it).isPresent()) {
                return it;
            }
        }
        return CLASSES.get(
                Integer.numberOfTrailingZeros(classes) - CLASSES.get(0).wire());
    }

    private static byte[] noEventAvailable() {
        return new byte[] {0, 2, (byte) 0x80, SUPPORTED_CLASSES};
    }

    private byte[] notification(NotificationClass told, Optional<DriveEvent> event) {
        byte[] out = new byte[HEADER_BYTES + EVENT_BYTES];
        out[1] = 6;
        out[2] = (byte) told.wire();
        out[3] = SUPPORTED_CLASSES;
        out[4] = (byte) event.map(DriveEvent::wire).orElse(0).intValue();
        out[5] = (byte) statusByte(told);
        if (event.isPresent() && told == NotificationClass.OPERATIONAL_CHANGE) {
            out[7] = 1; // Feature Change
        }
        return out;
    }

    private int statusByte(NotificationClass told) {
        return switch (told) {
            case OPERATIONAL_CHANGE, EXTERNAL_REQUEST, MULTI_INITIATOR -> status.persistentlyPrevented() ? 0x80 : 0;
            case POWER_MANAGEMENT -> status.power().wire();
            case MEDIA -> (status.trayOpen() ? 1 : 0) | (status.mediumPresent() ? 2 : 0);
            case DEVICE_BUSY -> 0;
        };
    }
}
