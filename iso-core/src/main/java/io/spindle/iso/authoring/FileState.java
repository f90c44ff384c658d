package io.spindle.iso.authoring;

import io.spindle.iso.authoring.tree.SourceAttributes;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.bytes.ContentFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What a path names at a moment, without following a link at its end.
 *
 * @param identityStamp differs whenever the path came to name another file in between, even if the same one came back;
 *     nothing where the system has no such thing
 */
record FileState(
        boolean isRegularFile,
        boolean isSymbolicLink,
        Object fileKey,
        long sizeBytes,
        FileTime modified,
        Object identityStamp) {
    private static final String UNIX = "unix:isRegularFile,isSymbolicLink,fileKey,size,lastModifiedTime,ctime";

    /** Asks for all but the stamp, which takes longer to ask for. */
    static FileState withoutStamp(Path path) throws IOException {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileState(
                now.isRegularFile(), now.isSymbolicLink(), now.fileKey(), now.size(), now.lastModifiedTime(), "");
    }

    /** Asks for all of it, of a Unix. */
    static FileState withStamp(Path path) throws IOException {
        Map<String, Object> now = Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS);
        return new FileState(
                (boolean) now.get("isRegularFile"),
                (boolean) now.get("isSymbolicLink"),
                now.get("fileKey"),
                (long) now.get("size"),
                (FileTime) now.get("lastModifiedTime"),
                now.get("ctime"));
    }

    /** Fails when this is not the file that was planned. */
    void check(SourceNode file) throws FileChangedException {
        SourceAttributes then = file.attributes();
        if (!isRegularFile) {
            throw isSymbolicLink
                    ? changed(ContentFault.Kind.LINK, file, "is a link now")
                    : changed(ContentFault.Kind.REPLACED, file, "is no file any more");
        }
        if (!Objects.equals(then.fileKey(), fileKey)) {
            throw changed(ContentFault.Kind.REPLACED, file, "was replaced by another file");
        }
        if (then.sizeBytes() != sizeBytes) {
            ContentFault.Kind kind = sizeBytes > then.sizeBytes() ? ContentFault.Kind.GROWN : ContentFault.Kind.CUT;
            throw changed(kind, file, "has " + sizeBytes + " bytes now, it had " + then.sizeBytes());
        }
        Instant planned = Instant.ofEpochSecond(then.modifiedSeconds(), then.modifiedNanos());
        if (!modified.toInstant().equals(planned)) {
            throw changed(ContentFault.Kind.CHANGED, file, "was changed");
        }
    }

    /** What is thrown for that file; {@code words} go on after its name. */
    static FileChangedException changed(ContentFault.Kind kind, SourceNode file, String words) {
        return new FileChangedException(new ContentFault(kind, file.path(), file.path() + " " + words));
    }
}
