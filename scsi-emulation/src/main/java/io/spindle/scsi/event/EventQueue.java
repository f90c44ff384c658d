package io.spindle.scsi.event;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one nexus has not been told yet. At most one event of each kind waits: a later one that makes an earlier one
 * pointless takes its place.
 */
public final class EventQueue {
    private final EnumSet<DriveEvent> waiting = EnumSet.noneOf(DriveEvent.class);

    /** Something happened. A removal makes a disc that was not told of yet, and the wish to have it out, pointless. */
    public void add(DriveEvent event) {
        if (event == DriveEvent.MEDIA_REMOVAL) {
            waiting.remove(DriveEvent.NEW_MEDIA);
            waiting.remove(DriveEvent.EJECT_REQUEST);
        }
        waiting.add(event);
    }

    /** The event does not hold any more, or was told. */
    public void remove(DriveEvent event) {
        waiting.remove(event);
    }

    /** Whether it waits to be told. */
    public boolean holds(DriveEvent event) {
        return waiting.contains(event);
    }

    /** What is told first of the class. */
    public Optional<DriveEvent> first(NotificationClass notificationClass) {
        for (DriveEvent event : waiting) {
            if (event.notificationClass() == notificationClass) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /** All that waits. */
    public Set<DriveEvent> waiting() {
        return Set.copyOf(waiting);
    }
}
