package io.spindle.iso.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells a file from another, and from itself when it was changed, without reading it.
 *
 * @param path without symbolic links
 * @param key the file system's own identity, "" where there is none
 * @param sizeBytes its length
 * @param modifiedMillis when it was last modified
 */
public record FileIdentity(Path path, String key, long sizeBytes, long modifiedMillis) {
    /** The number of the device may be another one after a restart of the machine. */
    private static final Pattern INODE = Pattern.compile("ino=([0-9]+)");

    /** That of a file as it is now. */
    public static FileIdentity of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return of(
                path,
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime().toMillis());
    }

    /** That of a file of which a folder said this. */
    public static FileIdentity of(Path path, Object fileKey, long sizeBytes, long modifiedMillis) throws IOException {
        String key = fileKey == null ? "" : fileKey.toString();
        Matcher inode = INODE.matcher(key);
        return new FileIdentity(path.toRealPath(), inode.find() ? inode.group(1) : key, sizeBytes, modifiedMillis);
    }
}
