package io.spindle.iso.authoring.boot;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.Segment;
import io.spindle.iso.authoring.tree.NodeFields;
import io.spindle.iso.authoring.tree.SourceException;
import io.spindle.iso.authoring.tree.SourceNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An EFI system partition that holds the folder EFI of the tree: FAT12 or FAT16, each file in one piece, so that its bytes
 * are those of the source file.
 */
final class FatVolume {
    private static final int SECTOR_BYTES = 512;
    private static final int FIRST_CLUSTER = 2;
    private static final int ROOT_ENTRIES = 512;
    private static final int ROOT_SECTORS = ROOT_ENTRIES * FatDirectory.ENTRY_BYTES / SECTOR_BYTES;
    private static final int FATS = 2;
    /** With fewer clusters a volume is FAT12. */
    private static final int FAT16_CLUSTERS = 4085;

    private static final int MOST_CLUSTERS = 65_000;
    private static final int SMALLEST_CLUSTER_BYTES = 2048;
    private static final int LARGEST_CLUSTER_BYTES = 32 * 1024;
    /** Room beside the files, for firmware that wants to write and for volumes that are not tiny. */
    private static final int SPARE_CLUSTERS = 32;

    private final SourceNode efi;
    private final NodeFields fields;
    private final int serial;
    private final int clusterBytes;
    private final int clusters;
    private final int fatSectors;
    private final Map<SourceNode, Integer> firstClusters = new HashMap<>();
    private int nextCluster = FIRST_CLUSTER;

    private FatVolume(SourceNode efi, NodeFields fields, int serial, int clusterBytes, int clusters) {
        this.efi = efi;
        this.fields = fields;
        this.serial = serial;
        this.clusterBytes = clusterBytes;
        this.clusters = clusters;
        int fatBits = (clusters + FIRST_CLUSTER) * (isFat12() ? 12 : 16);
        this.fatSectors = (fatBits + SECTOR_BYTES * 8 - 1) / (SECTOR_BYTES * 8);
    }

    /**
     * A volume with just enough room for a folder.
     *
     * @throws SourceException when that is more than such volumes have
     */
    static FatVolume of(SourceNode efi, NodeFields fields, int serial) throws SourceException {
        for (int clusterBytes = SMALLEST_CLUSTER_BYTES; clusterBytes <= LARGEST_CLUSTER_BYTES; clusterBytes *= 2) {
            long clusters = clusters(efi, fields, clusterBytes) + SPARE_CLUSTERS;
            if (clusters <= MOST_CLUSTERS) {
                return new FatVolume(efi, fields, serial, clusterBytes, (int) clusters);
            }
        }
        throw new SourceException("the folder " + efi.path() + " holds more than an EFI system partition can: keep only"
                + " loaders in it, or name an image of a partition with -e");
    }

    private static long clusters(SourceNode node, NodeFields fields, int clusterBytes) {
        long own = (lengthBytes(node, fields) + clusterBytes - 1) / clusterBytes;
        return own
                + kept(node).stream()
                        .mapToLong(child -> clusters(child, fields, clusterBytes))
                        .sum();
    }

    private static long lengthBytes(SourceNode node, NodeFields fields) {
        return node.isFolder() ? directory(node, fields, Map.of()).length : node.sizeBytes();
    }

    /** FAT has no links. */
    private static List<SourceNode> kept(SourceNode folder) {
        return folder.children().stream()
                .filter(node -> node.kind() != SourceNode.Kind.LINK)
                .toList();
    }

    private static byte[] directory(SourceNode folder, NodeFields fields, Map<SourceNode, Integer> firstClusters) {
        FatDirectory out = new FatDirectory(fields);
        // The root of the volume has the number 0.
        int above = firstClusters.getOrDefault(folder.parent(), 0);
        out.dots(folder, firstClusters.getOrDefault(folder, 0), folder.parent(), above);
        kept(folder).forEach(node -> out.add(node, firstClusters.getOrDefault(node, 0)));
        return out.bytes();
    }

    private boolean isFat12() {
        return clusters < FAT16_CLUSTERS;
    }

    long lengthBytes() {
        return dataOffsetBytes() + (long) clusters * clusterBytes;
    }

    private long dataOffsetBytes() {
        return (long) (1 + FATS * fatSectors + ROOT_SECTORS) * SECTOR_BYTES;
    }

    /** The volume, where it begins at that offset of the image. */
    List<Segment> segments(long offsetBytes) {
        firstClusters.clear();
        nextCluster = FIRST_CLUSTER;
        takeClusters(efi);
        List<Segment> segments = new ArrayList<>();
        byte[] fat = fat();
        segments.add(new Segment.Memory(offsetBytes, bootSector(offsetBytes / SECTOR_BYTES)));
        for (int copy = 0; copy < FATS; copy++) {
            segments.add(new Segment.Memory(offsetBytes + (1 + (long) copy * fatSectors) * SECTOR_BYTES, fat));
        }
        FatDirectory root = new FatDirectory(fields);
        root.label("ESP", efi);
        root.add(efi, firstClusters.get(efi));
        segments.add(new Segment.Memory(offsetBytes + (1 + (long) FATS * fatSectors) * SECTOR_BYTES, root.bytes()));
        firstClusters.forEach((node, cluster) -> {
            if (cluster != 0) {
                long at = offsetBytes + dataOffsetBytes() + (long) (cluster - FIRST_CLUSTER) * clusterBytes;
                segments.add(content(node, at));
            }
        });
        return segments;
    }

    private Segment content(SourceNode node, long offsetBytes) {
        if (node.isFolder()) {
            return new Segment.Memory(offsetBytes, directory(node, fields, firstClusters));
        }
        return node.content().isPresent()
                ? new Segment.Memory(offsetBytes, node.content().get())
                : new Segment.FileRange(offsetBytes, node.sizeBytes(), node, 0);
    }

    private void takeClusters(SourceNode node) {
        int count = clusterCount(node);
        firstClusters.put(node, count == 0 ? 0 : nextCluster);
        nextCluster += count;
        if (node.isFolder()) {
            kept(node).forEach(this::takeClusters);
        }
    }

    private int clusterCount(SourceNode node) {
        return (int) ((lengthBytes(node, fields) + clusterBytes - 1) / clusterBytes);
    }

    private byte[] fat() {
        int[] next = new int[clusters + FIRST_CLUSTER];
        int last = isFat12() ? 0xFFF : 0xFFFF;
        next[0] = last & ~0xFF | 0xF8;
        next[1] = last;
        firstClusters.forEach((node, first) -> {
            for (int i = 0, count = clusterCount(node); i < count; i++) {
                next[first + i] = i == count - 1 ? last : first + i + 1;
            }
        });
        ByteBuffer out = Fields.zeros(fatSectors * SECTOR_BYTES);
        for (int cluster = 0; cluster < next.length; cluster++) {
            if (isFat12()) {
                int at = cluster * 3 / 2;
                int shifted = cluster % 2 == 0 ? next[cluster] : next[cluster] << 4;
                out.put(at, (byte) (out.get(at) | shifted)).put(at + 1, (byte) (out.get(at + 1) | shifted >> 8));
            } else {
                out.putShort(cluster * 2, (short) next[cluster]);
            }
        }
        return out.array();
    }

    private byte[] bootSector(long hiddenSectors) {
        long sectors = lengthBytes() / SECTOR_BYTES;
        ByteBuffer out = Fields.zeros(SECTOR_BYTES);
        out.put(new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90});
        out.put("SPINDLE ".getBytes(StandardCharsets.US_ASCII));
        out.putShort((short) SECTOR_BYTES)
                .put((byte) (clusterBytes / SECTOR_BYTES))
                .putShort((short) 1);
        out.put((byte) FATS).putShort((short) ROOT_ENTRIES).putShort((short) (sectors < 0x10000 ? sectors : 0));
        out.put((byte) 0xF8).putShort((short) fatSectors).putShort((short) 32).putShort((short) 64);
        out.putInt((int) hiddenSectors).putInt((int) (sectors < 0x10000 ? 0 : sectors));
        out.put((byte) 0x80).put((byte) 0).put((byte) 0x29).putInt(serial);
        out.put("ESP        ".getBytes(StandardCharsets.US_ASCII));
        out.put((isFat12() ? "FAT12   " : "FAT16   ").getBytes(StandardCharsets.US_ASCII));
        // Who starts it all the same is told to try the next device: int 18h.
        out.put(new byte[] {(byte) 0xCD, 0x18, (byte) 0xEB, (byte) 0xFE});
        return out.putShort(SECTOR_BYTES - 2, (short) 0xAA55).array();
    }
}
