package io.spindle.scsi.drive;

import io.spindle.scsi.SenseCode;
import java.util.Optional;
import java.util.OptionalLong;

/** The tray and what lies in it. A disc in a closed tray becomes ready after a while. */
final class Tray {
    private Optional<LoadedMedium> content = Optional.empty();
    private Optional<LoadedMedium> ready = Optional.empty();
    private boolean open;
    private long readyAtNanos;

    boolean isOpen() {
        return open;
    }

    /** What lies in it, open or not. */
    Optional<LoadedMedium> content() {
        return content;
    }

    /** The disc that can be read. */
    Optional<LoadedMedium> ready() {
        return ready;
    }

    /** A disc lies in the closed tray, whether it is ready or not. */
    boolean holdsDisc() {
        return !open && content.isPresent();
    }

    void open() {
        open = true;
        ready = Optional.empty();
    }

    void close(long readyAtNanos) {
        open = false;
        this.readyAtNanos = readyAtNanos;
    }

    void putIn(LoadedMedium medium) {
        content = Optional.of(medium);
        ready = Optional.empty();
    }

    void takeOut() {
        content.ifPresent(LoadedMedium::letGo);
        content = Optional.empty();
        ready = Optional.empty();
    }

    /** When the disc that lies there becomes ready, if one does. */
    OptionalLong becomesReadyAt() {
        return holdsDisc() && ready.isEmpty() ? OptionalLong.of(readyAtNanos) : OptionalLong.empty();
    }

    /** True once for each disc: when it has become ready just now. */
    boolean becomesReady(long nowNanos) {
        if (!holdsDisc() || ready.isPresent() || nowNanos - readyAtNanos < 0) {
            return false;
        }
        ready = content;
        return true;
    }

    /** Why no disc can be read; meaningless when one is ready. */
    SenseCode notReady() {
        if (open) {
            return SenseCode.MEDIUM_NOT_PRESENT_TRAY_OPEN;
        }
        return content.isPresent()
                ? SenseCode.LOGICAL_UNIT_IS_IN_PROCESS_OF_BECOMING_READY
                : SenseCode.MEDIUM_NOT_PRESENT_TRAY_CLOSED;
    }
}
