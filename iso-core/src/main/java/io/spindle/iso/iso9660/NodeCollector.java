package io.spindle.iso.iso9660;

import io.spindle.iso.filesystem.ExtentList;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTimes;
import io.spindle.iso.filesystem.NodeNames;
import io.spindle.iso.filesystem.StepBudget;
import io.spindle.iso.inspection.ImageWindow;
import io.spindle.iso.inspection.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes nodes of the records of one directory; records of one file in several extents become one node. */
final class NodeCollector {
    private final Iso9660Volume volume;
    private final ImageWindow window;
    private final int maximumNodes;
    private final List<FileNode> nodes = new ArrayList<>();
    private DirectoryRecord first;
    private ExtentList extents = new ExtentList(new StepBudget(ExtentList.MAXIMUM_EXTENTS));

    NodeCollector(Iso9660Volume volume, ImageWindow window, int maximumNodes) {
        this.volume = volume;
        this.window = window;
        this.maximumNodes = maximumNodes;
    }

    List<FileNode> nodes() {
        return nodes;
    }

    /** Takes the next record; false when the directory holds too many. */
    boolean take(DirectoryRecord record) {
        if (record.isSelfOrParent() || record.isAssociated()) {
            return true;
        }
        if (first != null && !Arrays.equals(first.identifier(), record.identifier())) {
            window.error("multi-extent", volume.offset(first), "the last extent of a file is missing");
            finish();
        }
        if (first == null) {
            first = record;
        }
        if (!record.interleaved() && !extents.add(volume.offset(record), record.dataBytes())) {
            window.error("extents-limit", volume.offset(record), "a file has too many extents");
        }
        if (!record.isContinued()) {
            finish();
        }
        if (nodes.size() >= maximumNodes) {
            window.warning("entries-limit", -1, "a directory holds more than " + maximumNodes + " entries");
            return false;
        }
        return true;
    }

    /** Ends the file that is not yet complete. */
    void finish() {
        if (first != null) {
            node(first).ifPresent(nodes::add);
        }
        first = null;
        extents = new ExtentList(new StepBudget(ExtentList.MAXIMUM_EXTENTS));
    }

    private Optional<FileNode> node(DirectoryRecord record) {
        RockRidge rockRidge = volume.rockRidge(record);
        if (rockRidge.isRelocated()) {
            return Optional.empty();
        }
        String recorded = rockRidge.name().orElseGet(() -> volume.name(record.identifier()));
        Optional<String> name = NodeNames.safe(recorded);
        if (!name.equals(Optional.of(recorded))) {
            window.error("bad-name", volume.offset(record), "no file can have the name " + Labels.harmless(recorded));
        }
        return name.map(safe -> rockRidge.childBlock().isPresent()
                ? moved(safe, rockRidge.childBlock().getAsLong())
                : node(safe, record, rockRidge));
    }

    /** The directory that was moved elsewhere; it tells of itself in its own first record. */
    private FileNode moved(String name, long block) {
        FileNode directory = volume.directoryAt(block);
        return new FileNode(
                name,
                FileKind.DIRECTORY,
                0,
                directory.times(),
                directory.posix(),
                Optional.empty(),
                directory.extents(),
                Optional.empty());
    }

    private FileNode node(String name, DirectoryRecord record, RockRidge rockRidge) {
        FileKind kind = record.isDirectory()
                ? FileKind.DIRECTORY
                : rockRidge.kind().filter(it -> it != FileKind.DIRECTORY).orElse(FileKind.FILE);
        boolean file = kind == FileKind.FILE;
        boolean compressed = file && rockRidge.zisofs().isPresent();
        List<FileExtent> places = file || kind == FileKind.DIRECTORY ? extents.upTo(Long.MAX_VALUE) : List.of();
        if (file) {
            check(name, record, places);
        }
        if (file && rockRidge.isCompressedOtherwise()) {
            window.error(
                    "zisofs-unknown",
                    volume.offset(record),
                    "a file is compressed in a way that is not read, its bytes are given as they are stored: "
                            + Labels.harmless(name));
        }
        return new FileNode(
                name,
                kind,
                compressed ? rockRidge.expandedBytes() : file ? dataBytes(record) : 0,
                rockRidge.times().orElseGet(() -> FileTimes.modified(record.recorded())),
                rockRidge.posix(),
                kind == FileKind.SYMBOLIC_LINK ? rockRidge.linkTarget() : Optional.empty(),
                places,
                compressed ? rockRidge.zisofs() : Optional.empty());
    }

    private long dataBytes(DirectoryRecord record) {
        return record.interleaved() ? record.dataBytes() : extents.lengthBytes();
    }

    private void check(String name, DirectoryRecord record, List<FileExtent> places) {
        if (record.interleaved()) {
            window.warning("interleaved", volume.offset(record), "interleaved files cannot be read: " + name);
        }
        places.stream()
                .filter(extent -> !window.holds(extent.offsetBytes(), extent.lengthBytes()))
                .findFirst()
                .ifPresent(extent -> window.error(
                        "extent-outside",
                        extent.offsetBytes(),
                        "a file lies outside the image: " + Labels.harmless(name)));
    }
}
