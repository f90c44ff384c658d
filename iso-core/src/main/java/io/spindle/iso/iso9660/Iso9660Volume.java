package io.spindle.iso.iso9660;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.filesystem.ExtentByteSource;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTimes;
import io.spindle.iso.filesystem.NodeNames;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.TreeKind;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.filesystem.ZisofsByteSource;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.ImageWindow;
import io.spindle.iso.inspection.VolumeDescriptor;
import io.spindle.iso.inspection.VolumeDescriptorSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One of the trees of an ISO 9660 volume. Directories are read from their records; path tables are left alone. */
public final class Iso9660Volume implements Volume {
    private static final int FIXED_RECORD_BYTES = 34;
    private static final int XA_BYTES = 14;

    private final ImageWindow window;
    private final ParseLimits limits;
    private final TreeKind kind;
    private final VolumeDescriptor descriptor;
    private final SystemUse systemUse;
    private final int skipBytes;
    private final FileNode root;

    private Iso9660Volume(
            ImageWindow window, ParseLimits limits, TreeKind kind, VolumeDescriptor descriptor, int skipBytes) {
        this.window = window;
        this.limits = limits;
        this.kind = kind;
        this.descriptor = descriptor;
        this.systemUse = new SystemUse(window, descriptor.logicalBlockBytes());
        this.skipBytes = skipBytes;
        this.root = directory(descriptor.rootOffsetBytes(), descriptor.rootLengthBytes(), self(rootOffset()));
    }

    /**
     * The trees of the volume: with Rock Ridge, with Joliet and the plain one, as far as they are there, in this order.
     *
     * @param sessionStartSector where the session begins whose descriptors count
     */
    public static List<Volume> trees(ByteSource image, long sessionStartSector, ParseLimits limits) {
        ImageWindow window = new ImageWindow(image, limits.readBytes());
        VolumeDescriptorSet descriptors = VolumeDescriptorSet.read(window, sessionStartSector);
        List<Volume> trees = new ArrayList<>();
        descriptors.primary().filter(Iso9660Volume::isUsable).ifPresent(primary -> {
            skipBytes(window, primary)
                    .ifPresent(skip -> trees.add(new Iso9660Volume(
                            new ImageWindow(image, limits.readBytes()), limits, TreeKind.ROCK_RIDGE, primary, skip)));
            descriptors
                    .joliet()
                    .filter(Iso9660Volume::isUsable)
                    .ifPresent(joliet -> trees.add(new Iso9660Volume(
                            new ImageWindow(image, limits.readBytes()), limits, TreeKind.JOLIET, joliet, 0)));
            trees.add(new Iso9660Volume(
                    new ImageWindow(image, limits.readBytes()), limits, TreeKind.ISO_9660, primary, 0));
        });
        return trees;
    }

    private static boolean isUsable(VolumeDescriptor descriptor) {
        int blockBytes = descriptor.logicalBlockBytes();
        return blockBytes >= 512 && blockBytes <= ImageWindow.SECTOR_BYTES && Integer.bitCount(blockBytes) == 1;
    }

    /** How much of each system use area Rock Ridge leaves to others; empty where it is not used (SUSP, 5.3). */
    private static OptionalInt skipBytes(ImageWindow window, VolumeDescriptor primary) {
        Optional<DirectoryRecord> self = self(window, primary.rootOffsetBytes());
        if (self.isEmpty()) {
            return OptionalInt.empty();
        }
        ByteBuffer area = self.get().systemUse();
        for (int at : new int[] {0, XA_BYTES}) {
            boolean found = area.limit() - at >= 7
                    && area.get(at) == 'S'
                    && area.get(at + 1) == 'P'
                    && (area.getShort(at + 4) & 0xFFFF) == 0xEFBE;
            if (found) {
                RockRidge rockRidge = new RockRidge();
                new SystemUse(window, primary.logicalBlockBytes()).read(skipped(area, at), rockRidge);
                return rockRidge.isPresent() ? OptionalInt.of(area.get(at + 6) & 0xFF) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    private static ByteBuffer skipped(ByteBuffer area, int bytes) {
        int from = Math.min(bytes, area.limit());
        return area.slice(from, area.limit() - from);
    }

    private static Optional<DirectoryRecord> self(ImageWindow window, long offsetBytes) {
        return window.read(offsetBytes, ImageWindow.SECTOR_BYTES)
                .flatMap(sector -> DirectoryRecord.decode(sector, 0, sector.limit()));
    }

    private Optional<DirectoryRecord> self(long offsetBytes) {
        return self(window, offsetBytes);
    }

    private long rootOffset() {
        return descriptor.rootOffsetBytes();
    }

    /** The nameless node of a directory that tells of itself in its own first record. */
    FileNode directoryAt(long block) {
        long offsetBytes = block * descriptor.logicalBlockBytes();
        Optional<DirectoryRecord> self = self(offsetBytes);
        if (self.isEmpty()) {
            window.error("directory-outside", offsetBytes, "a directory that was moved is not where it should be");
        }
        return directory(offsetBytes, self.map(DirectoryRecord::dataBytes).orElse(0L), self);
    }

    private FileNode directory(long offsetBytes, long lengthBytes, Optional<DirectoryRecord> self) {
        RockRidge rockRidge = self.map(this::rockRidge).orElseGet(RockRidge::new);
        return new FileNode(
                "",
                FileKind.DIRECTORY,
                0,
                rockRidge
                        .times()
                        .or(() -> self.map(record -> FileTimes.modified(record.recorded())))
                        .orElse(FileTimes.UNKNOWN),
                rockRidge.posix(),
                Optional.empty(),
                List.of(new FileExtent(offsetBytes, lengthBytes)),
                Optional.empty());
    }

    /** Where the data of a record begins. */
    long offset(DirectoryRecord record) {
        return record.firstBlock() * descriptor.logicalBlockBytes();
    }

    RockRidge rockRidge(DirectoryRecord record) {
        RockRidge rockRidge = new RockRidge();
        if (kind == TreeKind.ROCK_RIDGE && record.lengthBytes() > FIXED_RECORD_BYTES) {
            systemUse.read(skipped(record.systemUse(), skipBytes), rockRidge);
        }
        return rockRidge;
    }

    /** The name without version 1 and without the dot that stands for an empty extension (ECMA-119, 7.5.1). */
    String name(byte[] identifier) {
        String name = kind == TreeKind.JOLIET
                ? new String(identifier, StandardCharsets.UTF_16BE)
                : NodeNames.decode(identifier);
        if (name.endsWith(";1")) {
            name = name.substring(0, name.length() - 2);
        }
        return kind != TreeKind.JOLIET && name.length() > 1 && name.endsWith(".")
                ? name.substring(0, name.length() - 1)
                : name;
    }

    @Override
    public TreeKind kind() {
        return kind;
    }

    @Override
    public Optional<String> label() {
        return descriptor.volume();
    }

    @Override
    public FileNode root() {
        return root;
    }

    @Override
    public List<FileNode> list(FileNode directory) {
        NodeCollector collector = new NodeCollector(this, window, limits.entriesPerDirectory());
        DirectoryReader reader = new DirectoryReader(window, limits);
        directory.extents().forEach(extent -> reader.read(extent, collector::take));
        collector.finish();
        return collector.nodes();
    }

    @Override
    public ByteSource open(FileNode file) throws IOException {
        if (file.zisofs().isEmpty()) {
            return new ExtentByteSource(window.image(), file.extents(), file.lengthBytes());
        }
        long storedBytes =
                file.extents().stream().mapToLong(FileExtent::lengthBytes).sum();
        ByteSource stored = new ExtentByteSource(window.image(), file.extents(), storedBytes);
        return ZisofsByteSource.of(stored, file.zisofs().get(), file.lengthBytes());
    }

    @Override
    public List<Finding> findings() {
        return window.findings();
    }
}
