package io.spindle.iso.library;

import io.spindle.iso.bytes.FileByteSource;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

/**
 * What tells one content of a disc from another: of each of its files what its folder says.
 *
 * @param files the image file, then those that belong to it
 */
record Look(List<FileLook> files) {
    /** That of a disc that no file holds. */
    static final Look NONE = new Look(List.of());

    Look {
        files = List.copyOf(files);
    }

    /** What a folder says of a file. */
    record FileLook(Path path, Object fileKey, long sizeBytes, long modifiedMillis) {
        static FileLook of(Path path, BasicFileAttributes attributes) {
            return new FileLook(
                    path,
                    attributes.fileKey(),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        }

        /** True when this is the file that the source has open, but not with the bytes that it had then. */
        boolean isChanged(FileByteSource source) {
            return path.equals(source.path())
                    && Objects.equals(fileKey, source.fileKey())
                    && (sizeBytes != source.lengthBytes()
                            || modifiedMillis != source.modified().toMillis());
        }
    }

    /** When the last of the files was modified. */
    long modifiedMillis() {
        return files.stream().mapToLong(FileLook::modifiedMillis).max().orElse(0);
    }

    /** True when the source's file was changed while it was open. */
    boolean isChanged(FileByteSource source) {
        return files.stream().anyMatch(file -> file.isChanged(source));
    }
}
