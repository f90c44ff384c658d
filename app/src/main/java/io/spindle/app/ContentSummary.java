package io.spindle.app;

import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.TreeKind;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * What a quick walk through the tree that a person means finds.
 *
 * @param trees all trees of the disc, that one first
 * @param files how many files it has
 * @param directories how many directories, without the root
 * @param contentBytes how long its files are together
 * @param complete whether all of it was looked at
 * @param findings what was noticed
 */
record ContentSummary(
        List<TreeKind> trees,
        long files,
        long directories,
        long contentBytes,
        boolean complete,
        List<Finding> findings) {
    static ContentSummary of(DiscContents contents) {
        Count count = new Count();
        List<Finding> findings = new ArrayList<>(contents.findings());
        contents.preferred().ifPresent(volume -> {
            findings.addAll(new FileTree(volume, ParseLimits.glance()).walk("", volume.root(), count));
            findings.addAll(volume.findings());
        });
        boolean complete = findings.stream().noneMatch(finding -> finding.code().endsWith("-limit"));
        return new ContentSummary(
                contents.volumes().stream().map(Volume::kind).toList(),
                count.files,
                count.directories,
                count.bytes,
                complete,
                findings);
    }

    private static final class Count implements FileTree.Visitor {
        private long files;
        private long directories;
        private long bytes;

        @Override
        public void directory(String path, List<FileNode> nodes) {
            for (FileNode node : nodes) {
                if (node.isDirectory()) {
                    directories++;
                } else {
                    files++;
                    bytes = Math.max(bytes, bytes + node.lengthBytes());
                }
            }
        }
    }
}
