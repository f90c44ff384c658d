package io.spindle.scsi.drive;

import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.event.DriveEvent;
import io.spindle.scsi.event.EventQueue;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** All that the drive keeps for one nexus; with the nexus it goes. */
final class NexusState {
    private final InitiatorPort port;
    private final Nexus nexus;
    private final Set<SenseCode> unitAttentions = new LinkedHashSet<>();
    private final EventQueue events = new EventQueue();
    private Optional<String> discIdentity = Optional.empty();
    private Optional<SenseCode> lastAttention = Optional.empty();
    private boolean preventing;
    private boolean removalUnseen;
    private boolean changeUnseen;

    NexusState(InitiatorPort port) {
        this.port = port;
        this.nexus = new Nexus(port.name());
    }

    Nexus nexus() {
        return nexus;
    }

    EventQueue events() {
        return events;
    }

    /** Whether it prevents the removal of the disc. */
    boolean preventing() {
        return preventing;
    }

    void preventing(boolean value) {
        preventing = value;
    }

    /** The disc that it was told of last; empty when it was told that there is none. */
    Optional<String> discIdentity() {
        return discIdentity;
    }

    void discIdentity(Optional<String> value) {
        discIdentity = value;
    }

    void raise(SenseCode unitAttention) {
        unitAttentions.add(unitAttention);
    }

    void clear(SenseCode unitAttention) {
        unitAttentions.remove(unitAttention);
    }

    /** The unit attention that was raised first, which is then reported. */
    Optional<SenseCode> takeUnitAttention() {
        Optional<SenseCode> first = unitAttentions.stream().findFirst();
        first.ifPresent(unitAttentions::remove);
        lastAttention = first.or(() -> lastAttention);
        changeUnseen |= first.filter(it -> it == SenseCode.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED)
                .isPresent();
        return first;
    }

    /** A command shows that what it was told before has arrived. */
    void hasHeard() {
        changeUnseen = false;
    }

    /**
     * The unit attention that a command reports instead of being done.
     *
     * @param unaware it was sent before the last one could be seen: if that one was of another disc, it was meant for the
     *     disc before
     */
    Optional<SenseCode> attention(boolean unaware) {
        return takeUnitAttention()
                .or(() -> lastAttention.filter(
                        it -> unaware && it == SenseCode.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED));
    }

    /** The disc was taken from it, and it does not know yet. */
    void losesDisc() {
        events.add(DriveEvent.MEDIA_REMOVAL);
        events.add(DriveEvent.OPERATION_CHANGED);
        unitAttentions.remove(SenseCode.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED);
        removalUnseen = true;
        discIdentity = Optional.empty();
    }

    /** It was told in one way or another that there is no disc. */
    void seesRemoval() {
        removalUnseen = false;
    }

    boolean removalUnseen() {
        return removalUnseen;
    }

    /** A disc is ready that it does not know yet. */
    void getsDisc(String identity) {
        events.add(DriveEvent.NEW_MEDIA);
        events.add(DriveEvent.OPERATION_CHANGED);
        removalUnseen = false;
        discIdentity = Optional.of(identity);
    }

    /** It has been told all there is to tell of discs, and it has arrived, as far as can be known. */
    boolean settled() {
        return !changeUnseen
                && !events.holds(DriveEvent.NEW_MEDIA)
                && !events.holds(DriveEvent.MEDIA_REMOVAL)
                && !unitAttentions.contains(SenseCode.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED);
    }

    KnownPort known() {
        return new KnownPort(port, discIdentity, settled(), preventing);
    }
}
