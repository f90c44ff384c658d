package io.spindle.iso.contents;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.TreeKind;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.iso9660.Iso9660Volume;
import io.spindle.iso.udf.UdfFileSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The trees of files that a disc holds.
 *
 * @param volumes the one that a person means first; may be empty
 * @param findings what kept a tree from being opened
 */
public record DiscContents(List<Volume> volumes, List<Finding> findings) {
    /** A tree with no more than this beside one of UDF only says that a UDF reader is needed. */
    private static final int STUB_NODES = 2;

    public DiscContents {
        volumes = List.copyOf(volumes);
        findings = List.copyOf(findings);
    }

    /**
     * Opens what is there; it never throws on what the image holds.
     *
     * @param userData the 2048-byte blocks of the disc
     * @param sessionStartSector where the last session with data begins; where it holds no volume, the first one counts
     */
    public static DiscContents open(ByteSource userData, long sessionStartSector, ParseLimits limits) {
        List<Volume> trees = Iso9660Volume.trees(userData, sessionStartSector, limits);
        if (trees.isEmpty() && sessionStartSector != 0) {
            trees = Iso9660Volume.trees(userData, 0, limits);
        }
        UdfFileSystem.Opened udf = UdfFileSystem.open(userData, limits);
        List<Volume> volumes = new ArrayList<>(trees);
        udf.volume().ifPresent(volume -> volumes.add(place(volumes, volume), volume));
        return new DiscContents(volumes, udf.volume().isPresent() ? List.of() : udf.findings());
    }

    /** Behind Rock Ridge, which tells more, but before all others; first where the rest is a stub. */
    private static int place(List<Volume> iso9660, Volume udf) {
        boolean rockRidge = !iso9660.isEmpty() && iso9660.get(0).kind() == TreeKind.ROCK_RIDGE;
        return rockRidge && !isStub(iso9660.get(0), udf) ? 1 : 0;
    }

    private static boolean isStub(Volume iso9660, Volume udf) {
        List<FileNode> nodes = iso9660.list(iso9660.root());
        boolean small = nodes.size() <= STUB_NODES && nodes.stream().noneMatch(FileNode::isDirectory);
        return small && udf.list(udf.root()).size() > nodes.size();
    }

    /** The tree that a person means. */
    public Optional<Volume> preferred() {
        return volumes.stream().findFirst();
    }

    /** The tree of that kind. */
    public Optional<Volume> tree(TreeKind kind) {
        return volumes.stream().filter(volume -> volume.kind() == kind).findFirst();
    }
}
