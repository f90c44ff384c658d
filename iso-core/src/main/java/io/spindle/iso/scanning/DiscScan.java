package io.spindle.iso.scanning;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.SlicedByteSource;
import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.UserDataView;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.BootCatalog;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.Inspector;
import io.spindle.iso.inspection.Labels;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows every file of a disc to a scanner, and boot images that are no files; it ends with the first that is not clean or cannot be scanned. */
public final class DiscScan {
    private final FileScanner scanner;
    private final long maximumFileBytes;
    private final Set<List<FileExtent>> seen = new HashSet<>();
    private long files;
    private long skipped;

    /** Leaves the walk. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        Ended(String text) {
            super(text, null, false, false);
        }
    }

    private DiscScan(FileScanner scanner, long maximumFileBytes) {
        this.scanner = scanner;
        this.maximumFileBytes = maximumFileBytes;
    }

    /**
     * Scans a disc.
     *
     * @param maximumFileBytes larger files are passed over
     */
    public static ScanResult run(Disc disc, FileScanner scanner, long maximumFileBytes) {
        DiscScan scan = new DiscScan(scanner, maximumFileBytes);
        try {
            ByteSource image = UserDataView.inspected(disc);
            DiscContents contents = DiscContents.open(image, UserDataView.firstSector(disc), ParseLimits.generous());
            contents.volumes().forEach(scan::volume);
            scan.bootImages(image, Inspector.inspect(image, UserDataView.firstSector(disc)));
            return scan.result(Optional.empty());
        } catch (Ended e) {
            return scan.result(Optional.of(e.getMessage()));
        }
    }

    private ScanResult result(Optional<String> fault) {
        return new ScanResult(files, skipped, fault);
    }

    private void volume(Volume volume) {
        FileTree tree = new FileTree(volume, ParseLimits.generous());
        List<Finding> faults = tree.walk(
                "",
                volume.root(),
                (path, nodes) -> nodes.forEach(node -> file(volume, FileTree.join(path, node.name()), node)));
        if (!faults.isEmpty()) {
            throw new Ended("not all of it can be scanned: " + faults.get(0).text());
        }
    }

    /** A file that is in several trees, or has several names, is one file. */
    private void file(Volume volume, String path, FileNode node) {
        if (node.isDirectory() || node.linkTarget().isPresent() || node.lengthBytes() == 0) {
            return;
        }
        if (node.lengthBytes() > maximumFileBytes) {
            skipped++;
            return;
        }
        if (!seen.add(node.extents())) {
            return;
        }
        try (ByteSource file = volume.open(node)) {
            scan(Labels.harmless(path), file);
        } catch (IOException e) {
            throw unreadable(Labels.harmless(path), e);
        }
    }

    private void bootImages(ByteSource image, Inspection inspection) {
        int number = 0;
        for (BootCatalog.BootEntry entry : inspection.bootCatalog().entries()) {
            number++;
            try {
                Optional<BootImageExtent> found = BootImageExtent.of(entry, image, seen);
                if (found.isPresent()) {
                    bootImage("[El Torito " + number + "]", image, found.get());
                }
            } catch (IOException e) {
                throw unreadable("[El Torito " + number + "]", e);
            }
        }
    }

    private void bootImage(String name, ByteSource image, BootImageExtent extent) {
        if (extent.lengthBytes() > maximumFileBytes) {
            skipped++;
        } else {
            scan(name, SlicedByteSource.of(image, extent.offsetBytes(), extent.lengthBytes()));
        }
    }

    private static Ended unreadable(String shown, IOException fault) {
        return new Ended(shown + " cannot be scanned: " + Labels.harmless(String.valueOf(fault.getMessage())));
    }

    private void scan(String shown, ByteSource file) {
        try {
            Optional<String> found = scanner.scan(file);
            if (found.isPresent()) {
                throw new Ended(shown + " holds " + Labels.harmless(found.get()));
            }
        } catch (IOException e) {
            throw unreadable(shown, e);
        }
        files++;
    }
}
