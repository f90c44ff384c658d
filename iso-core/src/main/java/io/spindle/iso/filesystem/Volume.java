package io.spindle.iso.filesystem;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.inspection.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A tree of files on an image. What is broken in it becomes a finding and is left out; nothing here throws on what an
 * image holds, except reading the bytes of a file. For one thread; the sources that it opens are for any number.
 */
public interface Volume {
    /** Which tree it is. */
    TreeKind kind();

    /** The name of the volume. */
    Optional<String> label();

    FileNode root();

    /** What the directory holds, in the order in which it is recorded, without itself and its parent. */
    List<FileNode> list(FileNode directory);

    /**
     * The bytes of a file, expanded where they are compressed; closing it leaves the image open. Reads fail where the file
     * lies outside the image or cannot be expanded.
     *
     * @throws IOException when it cannot be read at all
     */
    ByteSource open(FileNode file) throws IOException;

    /** What was noticed so far; more comes as more is read. */
    List<Finding> findings();
}
