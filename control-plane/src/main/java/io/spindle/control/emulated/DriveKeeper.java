package io.spindle.control.emulated;

import java.util.concurrent.CompletableFuture;

/**
 * What keeps what the guests of a drive know of it, for the server that comes after this one. Called on the drive's thread,
 * which it does not hold up.
 */
public interface DriveKeeper {
    /** The drive may be another one than it was: what changed is written soon. */
    void look();

    /**
     * A change is about to begin: should this process end in the middle of it, guests are to be told of whatever lies in
     * the drive then, for they may have seen another disc.
     *
     * @return completes when that is written, exceptionally when it cannot be
     */
    CompletableFuture<Void> doubt();

    /** No change is under way any more. */
    void trust();
}
