package io.spindle.iso.udf;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.filesystem.ExtentByteSource;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.NodeNames;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.TreeKind;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.ImageWindow;
import io.spindle.iso.inspection.Labels;
import io.spindle.iso.inspection.UdfDescriptorSequence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tree of files of a UDF volume. */
public final class UdfFileSystem implements Volume {
    private static final int FILE_SET_TAG = 256;
    private static final int MAXIMUM_LINK_BYTES = 4096;

    private final LogicalVolume volume;
    private final ParseLimits limits;
    private final Optional<String> label;
    private final FileNode root;

    private UdfFileSystem(LogicalVolume volume, ParseLimits limits, Optional<String> label, FileEntry root) {
        this.volume = volume;
        this.limits = limits;
        this.label = label;
        this.root = node("", root);
    }

    /** A volume, or what keeps it from being read. */
    public record Opened(Optional<Volume> volume, List<Finding> findings) {}

    /** Opens the volume of an image, which may have none. */
    public static Opened open(ByteSource image, ParseLimits limits) {
        ImageWindow window = new ImageWindow(image, limits.readBytes());
        if (!UdfDescriptorSequence.isRecognised(window)) {
            return new Opened(Optional.empty(), List.of());
        }
        Optional<Volume> opened =
                UdfDescriptorSequence.read(window).flatMap(descriptors -> open(window, descriptors, limits));
        return new Opened(opened, window.findings());
    }

    private static Optional<Volume> open(ImageWindow window, UdfDescriptorSequence descriptors, ParseLimits limits) {
        Optional<ByteBuffer> described = descriptors.prevailing(UdfDescriptorSequence.LOGICAL_VOLUME_TAG);
        if (described.isEmpty() || described.get().getInt(212) != descriptors.blockBytes()) {
            window.error("udf-volume", -1, "the UDF volume has no usable logical volume descriptor");
            return Optional.empty();
        }
        LogicalVolume volume = new LogicalVolume(window, descriptors.blockBytes());
        PartitionMaps.read(volume, descriptors, described.get());
        BlockAddress fileSet = BlockAddress.ofLongDescriptor(described.get(), 248);
        Optional<FileEntry> root = volume.descriptor(fileSet, FILE_SET_TAG)
                .flatMap(set -> volume.fileEntry(BlockAddress.ofLongDescriptor(set.bytes(), 400)))
                .filter(entry -> entry.kind() == FileKind.DIRECTORY);
        if (root.isEmpty()) {
            window.error("udf-root", -1, "the root directory of the UDF volume cannot be read");
        }
        return root.map(entry -> new UdfFileSystem(volume, limits, descriptors.label(), entry));
    }

    private FileNode node(String name, FileEntry entry) {
        FileKind kind = entry.kind();
        List<FileExtent> extents =
                kind == FileKind.FILE || kind == FileKind.DIRECTORY ? volume.extents(entry) : List.of();
        return new FileNode(
                name,
                kind,
                kind == FileKind.FILE ? lengthBytes(name, entry, extents) : 0,
                entry.times(),
                Optional.of(entry.posix()),
                kind == FileKind.SYMBOLIC_LINK ? linkTarget(entry) : Optional.empty(),
                extents,
                Optional.empty());
    }

    private long lengthBytes(String name, FileEntry entry, List<FileExtent> extents) {
        extents.stream()
                .filter(extent -> extent.offsetBytes() != FileExtent.ZEROS
                        && !volume.image().holds(extent.offsetBytes(), extent.lengthBytes()))
                .findFirst()
                .ifPresent(extent -> volume.image()
                        .error(
                                "extent-outside",
                                extent.offsetBytes(),
                                "a file lies outside the image: " + Labels.harmless(name)));
        if (entry.lengthBytes() < 0) {
            volume.image().error("bad-length", entry.offsetBytes(), "a file is said to be longer than any can be");
        }
        return Math.max(0, entry.lengthBytes());
    }

    private Optional<String> linkTarget(FileEntry entry) {
        ExtentByteSource content = volume.content(entry);
        int lengthBytes = (int) Math.min(MAXIMUM_LINK_BYTES, content.lengthBytes());
        return volume.image().read(content, 0, lengthBytes).map(PathComponents::decode);
    }

    @Override
    public TreeKind kind() {
        return TreeKind.UDF;
    }

    @Override
    public Optional<String> label() {
        return label;
    }

    @Override
    public FileNode root() {
        return root;
    }

    @Override
    public List<FileNode> list(FileNode directory) {
        List<FileNode> nodes = new ArrayList<>();
        new FileIdentifiers(volume.image(), limits).read(directory, (recorded, address) -> {
            node(recorded, address).ifPresent(nodes::add);
            return nodes.size() < limits.entriesPerDirectory();
        });
        if (nodes.size() == limits.entriesPerDirectory()) {
            volume.image().warning("entries-limit", -1, "a directory holds more than " + nodes.size() + " entries");
        }
        return nodes;
    }

    private Optional<FileNode> node(String recorded, BlockAddress address) {
        Optional<String> name = NodeNames.safe(recorded);
        if (!name.equals(Optional.of(recorded))) {
            volume.image().error("bad-name", -1, "no file can have the name " + Labels.harmless(recorded));
        }
        Optional<FileEntry> entry = name.isPresent() ? volume.fileEntry(address) : Optional.empty();
        if (name.isPresent() && entry.isEmpty()) {
            volume.image().error("udf-file-entry", -1, "a file cannot be read: " + Labels.harmless(recorded));
        }
        return entry.map(found -> node(name.orElseThrow(), found));
    }

    @Override
    public ByteSource open(FileNode file) {
        return new ExtentByteSource(volume.image().image(), file.extents(), file.lengthBytes());
    }

    @Override
    public List<Finding> findings() {
        return volume.image().findings();
    }
}
