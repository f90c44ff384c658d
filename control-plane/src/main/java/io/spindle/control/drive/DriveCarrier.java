package io.spindle.control.drive;

import io.spindle.iso.library.LibraryDisc;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What moves the discs of one drive: the port that an emulated drive and a CD device of QEMU implement. */
public interface DriveCarrier extends AutoCloseable {
    /** What is seen of the drive now; from memory, on any thread. */
    CarrierView view();

    /**
     * Brings a disc in, whatever lies there now, or empties the drive. One change at a time.
     *
     * @param disc the new disc, empty to leave the drive empty
     * @param timeout how long a guest that is asked is waited for
     * @return completes, on any thread, when the guest can read the new disc, or when all is as it was
     */
    CompletableFuture<Change> change(Optional<LibraryDisc> disc, Policy policy, Duration timeout);

    /** Gives up the change that waits for a guest; it then ends soon, as not made. */
    void giveUp();

    /** The machine behind it, where it can be switched. */
    default Optional<Machine> machine() {
        return Optional.empty();
    }

    /** What guests have read of it, as it was seen last, empty before that; from memory, on any thread. */
    default Optional<TrafficSample> traffic() {
        return Optional.empty();
    }

    /** What guests do to it, where that is seen here. */
    default Optional<TraceSource> trace() {
        return Optional.empty();
    }

    /** Closes it for good, soon: what was changed in the machine beside the disc is changed back. */
    default void remove() {
        close();
    }

    @Override
    void close();
}
