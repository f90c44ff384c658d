package io.spindle.iso.authoring;

import io.spindle.iso.authoring.boot.BootPlan;
import io.spindle.iso.authoring.iso9660.Hierarchy;
import io.spindle.iso.authoring.iso9660.Identifiers;
import io.spindle.iso.authoring.iso9660.VolumeDescriptors;
import io.spindle.iso.authoring.iso9660.VolumeText;
import io.spindle.iso.authoring.layout.FilePlaces;
import io.spindle.iso.authoring.layout.SectorCursor;
import io.spindle.iso.authoring.layout.Segment;
import io.spindle.iso.authoring.layout.SegmentList;
import io.spindle.iso.authoring.tree.NodeFields;
import io.spindle.iso.authoring.tree.SourceException;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.authoring.tree.SourceTree;
import io.spindle.iso.authoring.udf.UdfVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides where everything lies on a disc. The same tree and the same options give the same plan. */
public final class ImagePlanner {
    private static final long FIRST_DESCRIPTOR = 16;
    /** Sectors of UDF between its second anchor and the last sector. */
    private static final long ANCHOR_DISTANCE = 256;
    /** Whole blocks of 32 KiB, as on discs. */
    private static final long ECC_BLOCK_SECTORS = 16;

    private static final long LARGE_FILE_BYTES = 0x1_0000_0000L - SectorCursor.SECTOR_BYTES;
    private static final int JOLIET_NAME_CHARACTERS = 64;

    private final SourceTree tree;
    private final AuthoringOptions options;
    private final String label;
    private final NodeFields fields;
    private final long createdSeconds;
    private final byte[] identity;
    private final BootPlan boot;
    private final List<Hierarchy> hierarchies = new ArrayList<>();
    private final Optional<UdfVolume> udf;

    private ImagePlanner(SourceTree tree, AuthoringOptions options) throws IOException {
        this.tree = tree;
        this.options = options;
        this.label = LabelChoice.of(options.label(), tree);
        this.fields = new NodeFields(options.sourceDateSeconds(), options.keepOwners());
        this.createdSeconds = options.sourceDateSeconds().orElse(tree.newestSeconds());
        this.identity = Identity.of(tree, fields, label, createdSeconds);
        this.boot = BootPlan.of(tree, options.boot(), fields, identity, this::content);
        Identifiers plain = options.shortNames() ? Identifiers.LEVEL_1 : Identifiers.LEVEL_2;
        hierarchies.add(Hierarchy.of(tree, plain, fields, options.rockRidge()));
        if (options.joliet()) {
            hierarchies.add(Hierarchy.of(tree, Identifiers.JOLIET, fields, false));
        }
        this.udf = isUdfWanted()
                ? Optional.of(new UdfVolume(tree, fields, label, createdSeconds, identity))
                : Optional.empty();
    }

    /**
     * Plans a disc.
     *
     * @throws SourceException when it cannot be made, with a text that says what to do
     * @throws IOException when a boot image cannot be read
     */
    public static ImagePlan plan(SourceTree tree, AuthoringOptions options) throws IOException {
        return new ImagePlanner(tree, options).plan();
    }

    private boolean isUdfWanted() {
        return switch (options.udf()) {
            case YES -> true;
            case NO -> false;
            case WHERE_NEEDED ->
                tree.nodes().stream()
                        .anyMatch(node -> node.sizeBytes() > LARGE_FILE_BYTES
                                || node.name().text().length() > JOLIET_NAME_CHARACTERS);
        };
    }

    private ImagePlan plan() throws IOException {
        SectorCursor cursor = new SectorCursor(FIRST_DESCRIPTOR);
        cursor.take((long) descriptorCount() * SectorCursor.SECTOR_BYTES);
        if (udf.isPresent()) {
            udf.get().takePlaces(cursor);
        }
        boot.takeCatalog(cursor);
        hierarchies.forEach(hierarchy -> hierarchy.takePlaces(cursor));
        FilePlaces files = FilePlaces.take(tree, cursor);
        boot.takePartition(cursor);
        long dataEnd = cursor.next();
        udf.ifPresent(volume -> cursor.take((ANCHOR_DISTANCE + 1) * SectorCursor.SECTOR_BYTES));
        boot.takeEnd(cursor);
        cursor.align(ECC_BLOCK_SECTORS);
        checkLength(cursor.next());
        return new ImagePlan(
                tree,
                SegmentList.of(segments(files, dataEnd, cursor.next()), cursor.next() * SectorCursor.SECTOR_BYTES),
                label,
                trees(),
                boot.described(),
                notes());
    }

    private static void checkLength(long sectors) throws SourceException {
        if (sectors > 0xFFFF_FFFFL) {
            throw new SourceException("the disc would have more than 8 TiB, which nothing can record: take files out");
        }
    }

    private int descriptorCount() {
        return hierarchies.size()
                + 1
                + (boot.boots() ? 1 : 0)
                + (udf.isPresent() ? UdfVolume.recognition().size() : 0);
    }

    private List<Segment> segments(FilePlaces files, long dataEnd, long endSector) throws IOException {
        List<Segment> segments = new ArrayList<>(descriptors(endSector));
        hierarchies.forEach(hierarchy -> segments.addAll(hierarchy.segments(files)));
        // A disk ends with the copy of its partition table, a disc with the second anchor.
        udf.ifPresent(volume -> segments.addAll(
                volume.segments(files, dataEnd, List.of(endSector - 1 - (boot.isHybrid() ? ANCHOR_DISTANCE : 0)))));
        segments.addAll(boot.segments(files, endSector * SectorCursor.SECTOR_BYTES));
        Map<SourceNode, byte[]> patched = boot.patched(files, this::content);
        for (SourceNode node : tree.nodes()) {
            if (node.kind() == SourceNode.Kind.FILE && node.first() == node && node.sizeBytes() > 0) {
                segments.add(file(node, files.firstSector(node) * SectorCursor.SECTOR_BYTES, patched.get(node)));
            }
        }
        return segments;
    }

    private static Segment file(SourceNode node, long offsetBytes, byte[] patched) {
        if (patched != null) {
            return new Segment.Memory(offsetBytes, patched);
        }
        return node.content().isPresent()
                ? new Segment.Memory(offsetBytes, node.content().get())
                : new Segment.FileRange(offsetBytes, node.sizeBytes(), node, 0);
    }

    private List<Segment> descriptors(long endSector) {
        VolumeText text = new VolumeText(label, options.publisher(), options.preparer(), options.application());
        VolumeDescriptors volume = new VolumeDescriptors(text, createdSeconds, endSector);
        List<byte[]> sectors = new ArrayList<>();
        sectors.add(volume.volume(hierarchies.get(0)));
        if (boot.boots()) {
            sectors.add(VolumeDescriptors.bootRecord(boot.catalogSector()));
        }
        hierarchies.stream().skip(1).forEach(joliet -> sectors.add(volume.volume(joliet)));
        sectors.add(VolumeDescriptors.terminator());
        udf.ifPresent(it -> sectors.addAll(UdfVolume.recognition()));
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < sectors.size(); i++) {
            segments.add(new Segment.Memory((FIRST_DESCRIPTOR + i) * SectorCursor.SECTOR_BYTES, sectors.get(i)));
        }
        return segments;
    }

    /** Reads a file while the disc is planned: only what is to be changed or started. */
    private byte[] content(SourceNode file) throws IOException {
        if (file.content().isPresent()) {
            return file.content().get();
        }
        try (SourceFiles files = new SourceFiles(tree.folder().orElseThrow())) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.sizeBytes()));
            files.read(file.first(), 0, bytes);
            return bytes.array();
        }
    }

    private List<String> trees() {
        List<String> trees = new ArrayList<>(List.of("iso9660"));
        if (options.rockRidge()) {
            trees.add("rock-ridge");
        }
        if (options.joliet()) {
            trees.add("joliet");
        }
        udf.ifPresent(it -> trees.add("udf"));
        return trees;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        tree.leftOut().forEach(text -> notes.add("left out: " + text));
        long links = tree.nodes().stream()
                .filter(node -> node.kind() == SourceNode.Kind.LINK)
                .count();
        if (links > 0 && options.joliet()) {
            notes.add(links + " symbolic links are not seen by readers of Joliet, as Windows is");
        }
        if (options.joliet() && udf.isEmpty() && hierarchies.get(1).renamed() > 0) {
            notes.add(hierarchies.get(1).renamed() + " names are others in Joliet, which has 64 characters and not all"
                    + " of them; --udf keeps them");
        }
        if (!options.rockRidge() && !options.joliet() && hierarchies.get(0).renamed() > 0) {
            notes.add(hierarchies.get(0).renamed() + " names are others in plain ISO 9660");
        }
        return notes;
    }
}
