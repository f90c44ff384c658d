package io.spindle.app;

import io.spindle.control.emulated.DriveKeeper;
import io.spindle.control.store.StateFolder;
import io.spindle.scsi.drive.DriveMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of what one drive would have to be told after a restart. */
final class KeptMemory implements DriveKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(KeptMemory.class);

    private final String name;
    private final Supplier<DriveMemory> drive;
    private final StateFolder folder;
    private final Executor waiting;
    private boolean doubtful;
    /** What is to be in the file, and soon is. */
    private volatile DriveMemory latest;

    /**
     * What is kept of a drive that has just been told what was kept of it.
     *
     * @param name the drive's, and the document's
     * @param read what the file says
     * @param drive what it should say; asked on the drive's thread
     * @param waiting where files are waited for
     */
    KeptMemory(String name, DriveMemory read, Supplier<DriveMemory> drive, StateFolder folder, Executor waiting) {
        this.name = name;
        this.latest = read;
        this.drive = drive;
        this.folder = folder;
        this.waiting = waiting;
    }

    @Override
    public void look() {
        DriveMemory now = now();
        if (!now.equals(latest)) {
            latest = now;
            waiting.execute(this::tryWrite);
        }
    }

    private DriveMemory now() {
        DriveMemory now = drive.get();
        return doubtful ? now.unsettled() : now;
    }

    @Override
    public CompletableFuture<Void> doubt() {
        doubtful = true;
        latest = now();
        return CompletableFuture.runAsync(this::write, waiting);
    }

    @Override
    public void trust() {
        doubtful = false;
        look();
    }

    /** Writes what there is to write, if that can be done; called on the drive's thread. */
    CompletableFuture<Void> flush() {
        latest = now();
        return CompletableFuture.runAsync(this::tryWrite, waiting);
    }

    private void tryWrite() {
        try {
            write();
        } catch (UncheckedIOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /** Writes what was seen last, whichever look asked for it. */
    private synchronized void write() {
        try {
            folder.write(name, DriveMemoryFile.of(latest));
        } catch (IOException e) {
            throw new UncheckedIOException("what drive " + name + " knows cannot be written: " + e.getMessage(), e);
        }
    }
}
