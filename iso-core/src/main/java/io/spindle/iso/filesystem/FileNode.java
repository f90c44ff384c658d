package io.spindle.iso.filesystem;

import java.util.List;
import java.util.Optional;

/**
 * A file, directory, link or special file as a volume records it.
 *
 * @param name never empty, {@code .} or {@code ..}, and without {@code /} and NUL; empty for the root only
 * @param kind what it is
 * @param lengthBytes how much {@link Volume#open} gives
 * @param times when things happened to it
 * @param posix mode, owner and links, where they are recorded
 * @param linkTarget where a symbolic link points, as recorded
 * @param extents where its bytes, or the records of a directory, lie
 * @param zisofs how its extents are compressed
 */
public record FileNode(
        String name,
        FileKind kind,
        long lengthBytes,
        FileTimes times,
        Optional<PosixFields> posix,
        Optional<String> linkTarget,
        List<FileExtent> extents,
        Optional<Zisofs> zisofs) {
    public FileNode {
        extents = List.copyOf(extents);
    }

    public boolean isDirectory() {
        return kind == FileKind.DIRECTORY;
    }
}
