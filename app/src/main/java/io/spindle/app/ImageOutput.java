package io.spindle.app;

import io.spindle.iso.authoring.FolderDisc;
import io.spindle.iso.authoring.ImageFileWriter;
import io.spindle.iso.authoring.ImagePlan;
import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes images for commands: with progress, and without leftovers when it is stopped. */
final class ImageOutput {
    private ImageOutput() {}

    /** Refuses what must not be overwritten. */
    static void check(Path out, boolean force) {
        if (Files.isDirectory(out)) {
            throw new UsageFault(out + " is a folder: name the image to write");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageFault(folder + " is not a folder: make it first, or write the image somewhere else");
        }
        if (Files.exists(out) && !Files.isRegularFile(out)) {
            throw new UsageFault(out + " is a device or a pipe: write the image to a file, and copy it from there");
        }
        if (Files.isSymbolicLink(out) && !Files.exists(out)) {
            throw new UsageFault(out + " is a link to what is not there: remove it, or write the image somewhere else");
        }
        if (Files.exists(out) && !force) {
            throw new UsageFault(out + " is there already: --force replaces it");
        }
    }

    static void write(ImagePlan plan, Path out, PrintWriter err) throws IOException {
        // A file that fails ends the command with the same words.
        try (FolderDisc disc = new FolderDisc(plan, fault -> {})) {
            write(disc, out, err);
        }
    }

    /** True for a name whose file is packed when it is written. */
    static boolean isPacked(Path out) {
        return out.toString().toLowerCase(Locale.ROOT).endsWith(".zst");
    }

    /** Writes {@code out}; as zstd that can be read at any place, if it ends with .zst. */
    static void write(ByteSource source, Path out, PrintWriter err) throws IOException {
        ImageFileWriter writer = new ImageFileWriter(out);
        ProgressLine progress = new ProgressLine(err, Boolean.getBoolean("spindle.terminal"));
        Thread stop = new Thread(
                () -> {
                    try {
                        writer.cancel();
                    } catch (IOException e) {
                        err.println("spindle: " + e.getMessage());
                    }
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            ImageFileWriter.Progress shown = (done, total) -> progress.show(out.toString(), done, total);
            if (isPacked(out)) {
                writer.writePacked(source, shown);
            } else {
                writer.write(source, shown);
            }
        } finally {
            progress.clear();
            removed(stop);
        }
    }

    private static void removed(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already, and takes away what was written.
            return;
        }
    }
}
