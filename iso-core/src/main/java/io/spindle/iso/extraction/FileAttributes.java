package io.spindle.iso.extraction;

import io.spindle.iso.filesystem.FileNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Gives what was made the permissions and the time that the disc tells; its owner may always read and change it. */
final class FileAttributes {
    /** From the ninth bit of a mode down. */
    private static final PosixFilePermission[] BITS = PosixFilePermission.values();

    private FileAttributes() {}

    /** Does what the file system here allows, and leaves the rest. */
    static void apply(Path target, FileNode node) {
        try {
            PosixFileAttributeView posix =
                    Files.getFileAttributeView(target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (posix != null && node.posix().isPresent()) {
                posix.setPermissions(permissions(node.posix().get().permissions(), node.isDirectory()));
            }
            if (node.times().modified().isPresent()) {
                FileTime modified = FileTime.from(node.times().modified().get());
                Files.getFileAttributeView(target, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setTimes(modified, null, null);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Files without their time are better than none.
        }
    }

    private static Set<PosixFilePermission> permissions(int mode, boolean directory) {
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (directory) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
        }
        for (int i = 0; i < BITS.length; i++) {
            if ((mode >> BITS.length - 1 - i & 1) != 0) {
                permissions.add(BITS[i]);
            }
        }
        return permissions;
    }
}
