package io.spindle.app;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Labels;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle cat}. */
@Command(
        name = "cat",
        mixinStandardHelpOptions = true,
        description = "Writes the bytes of a file on an image to the standard output.",
        footer = {
            "",
            "Examples:",
            "  spindle cat debian.iso /README.txt",
            "  spindle cat debian.iso /install.amd/vmlinuz > vmlinuz"
        })
final class CatCommand implements Callable<Integer> {
    private static final int PIECE_BYTES = 1 << 18;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TreeFlags flags;

    @Parameters(index = "1", paramLabel = "PATH", description = "The file on it; links are followed.")
    private String path;

    @Override
    public Integer call() throws Exception {
        try (OpenImage image = flags.open(spec.commandLine().getErr())) {
            Volume volume = flags.volume(image);
            FileNode node = TreeFlags.find(volume, path, true);
            if (node.kind() != FileKind.FILE) {
                throw new IOException(Labels.harmless(path) + " is no file: 'spindle ls -l' tells what it is");
            }
            copy(volume.open(node));
        }
        return 0;
    }

    @SuppressWarnings("resource") // The standard output stays open.
    private static void copy(ByteSource content) throws IOException {
        FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
        for (long at = 0; at < content.lengthBytes(); at += PIECE_BYTES) {
            piece.clear().limit((int) Math.min(PIECE_BYTES, content.lengthBytes() - at));
            content.read(at, piece);
            piece.flip();
            if (!write(out, piece)) {
                return;
            }
        }
    }

    /** False when nobody reads it any more. */
    private static boolean write(FileChannel out, ByteBuffer piece) throws IOException {
        try {
            while (piece.hasRemaining()) {
                out.write(piece);
            }
            return true;
        } catch (IOException e) {
            if (StandardOutput.isReaderGone(e)) {
                return false;
            }
            throw new IOException("the standard output: " + e.getMessage(), e);
        }
    }
}
