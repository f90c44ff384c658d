package io.spindle.control.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.UserDataView;
import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files of a disc, read where waiting is allowed, and in bounds whatever the disc claims. */
final class DiscFiles {
    private static final ParseLimits LIMITS = ParseLimits.glance();
    private static final int ENTRIES_TOLD = 5000;

    private DiscFiles() {}

    /** A file that is open until it is closed, which lets go of the disc. */
    record OpenFile(String name, ByteSource bytes, SharedByteSource.Lease lease) implements AutoCloseable {
        @Override
        public void close() {
            lease.close();
        }
    }

    private static Volume volume(LibraryDisc disc) throws IOException {
        Disc tracks = disc.disc();
        return DiscContents.open(tracks.userData(), UserDataView.firstSector(tracks), LIMITS)
                .preferred()
                .orElseThrow(() -> new IOException(disc.name() + " holds no file system that is known here"));
    }

    private static SharedByteSource.Lease hold(LibraryDisc disc) throws IOException {
        return disc.userData().lease().orElseThrow(() -> new IOException(disc.name() + " is gone"));
    }

    /** A folder as a document; empty when there is none of that path. */
    static Optional<ObjectNode> folder(LibraryDisc disc, String path) throws IOException {
        SharedByteSource.Lease lease = hold(disc);
        try {
            Volume volume = volume(disc);
            Optional<FileNode> found = new FileTree(volume, LIMITS).find(path, true);
            return found.filter(FileNode::isDirectory).map(node -> document(volume, node));
        } finally {
            lease.close();
        }
    }

    private static ObjectNode document(Volume volume, FileNode folder) {
        List<FileNode> nodes = volume.list(folder);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("tree", volume.kind().key());
        document.put("complete", nodes.size() <= ENTRIES_TOLD);
        ArrayNode entries = document.putArray("entries");
        nodes.stream().limit(ENTRIES_TOLD).forEach(node -> entries.add(entry(node)));
        return document;
    }

    private static ObjectNode entry(FileNode node) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", node.name())
                .put("kind", node.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("sizeBytes", node.lengthBytes())
                .put("modified", node.times().modified().map(Instant::toString).orElse(null))
                .put("target", node.linkTarget().orElse(null));
    }

    /** A file to be read; empty when there is none of that path. Links are followed inside the disc. */
    static Optional<OpenFile> file(LibraryDisc disc, String path) throws IOException {
        SharedByteSource.Lease lease = hold(disc);
        boolean opened = false;
        try {
            Volume volume = volume(disc);
            Optional<FileNode> found =
                    new FileTree(volume, LIMITS).find(path, true).filter(it -> it.kind() == FileKind.FILE);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            OpenFile file = new OpenFile(found.get().name(), volume.open(found.get()), lease);
            opened = true;
            return Optional.of(file);
        } finally {
            if (!opened) {
                lease.close();
            }
        }
    }
}
