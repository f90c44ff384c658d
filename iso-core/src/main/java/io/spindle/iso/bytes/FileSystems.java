package io.spindle.iso.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells files of this machine from files of a file server. */
final class FileSystems {
    /** Types in which a look at a file may travel; FUSE counts, for nobody knows what is behind it. */
    private static final Set<String> REMOTE_TYPES = Set.of(
            "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "beegfs", "virtiofs");

    private static final Map<Object, Boolean> LOCAL_BY_DEVICE = new ConcurrentHashMap<>();

    private FileSystems() {}

    static boolean isLocal(Path path) throws IOException {
        Object device;
        try {
            device = Files.getAttribute(path, "unix:dev");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return isLocalType(path);
        }
        Boolean known = LOCAL_BY_DEVICE.get(device);
        if (known == null) {
            // Reads the table of mounts, too slow to do for each of thousands of images.
            known = isLocalType(path);
            LOCAL_BY_DEVICE.put(device, known);
        }
        return known;
    }

    private static boolean isLocalType(Path path) throws IOException {
        String type = Files.getFileStore(path).type().toLowerCase(Locale.ROOT);
        return !REMOTE_TYPES.contains(type) && !type.startsWith("fuse");
    }
}
