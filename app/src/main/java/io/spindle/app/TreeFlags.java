package io.spindle.app;

import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.TreeKind;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Labels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What commands that look into an image have in common: which image, and which of its trees. */
final class TreeFlags {
    @Parameters(index = "0", paramLabel = "IMAGE", description = "The image file.")
    Path image;

    @Option(
            names = "--tree",
            paramLabel = "TREE",
            converter = Kind.class,
            description = "Look at this tree of files, where a disc holds several: rock-ridge, joliet, iso9660 or udf.")
    private TreeKind tree;

    @Option(
            names = "--session-sector",
            paramLabel = "SECTOR",
            description = "Where the session begins, for an image of several sessions that does not tell itself.")
    private Long sessionSector;

    OpenImage open(PrintWriter err) throws IOException {
        if (sessionSector != null && sessionSector < 0) {
            throw new UsageFault("--session-sector " + sessionSector + " is no sector: write 0 or more");
        }
        return OpenImage.of(image, Optional.ofNullable(sessionSector), err);
    }

    Volume volume(OpenImage opened) throws IOException {
        DiscContents contents = opened.contents(ParseLimits.generous());
        Optional<Volume> found = tree == null ? contents.preferred() : contents.tree(tree);
        if (found.isPresent()) {
            return found.get();
        }
        String held =
                contents.volumes().stream().map(volume -> volume.kind().key()).collect(Collectors.joining(", "));
        if (!held.isEmpty()) {
            throw new IOException(image + " holds no tree " + tree.key() + ", only " + held);
        }
        String why = contents.findings().stream()
                .map(finding -> ": " + finding.text())
                .findFirst()
                .orElse("");
        throw new IOException(image + " holds no file system of ISO 9660 or UDF" + why);
    }

    static FileNode find(Volume volume, String path, boolean followLast) throws IOException {
        return new FileTree(volume, ParseLimits.generous())
                .find(path, followLast)
                .orElseThrow(() -> new IOException(Labels.harmless(path) + " is not in the tree "
                        + volume.kind().key() + ": 'spindle ls' shows what is"));
    }

    static final class Kind implements ITypeConverter<TreeKind> {
        @Override
        public TreeKind convert(String text) {
            return Arrays.stream(TreeKind.values())
                    .filter(kind -> kind.key().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not a tree: write rock-ridge, joliet, iso9660 or udf"));
        }
    }
}
