package io.spindle.iso.verification;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.UserDataView;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.Inspector;
import io.spindle.iso.verification.Evidence.Kind;
import java.util.ArrayList;
import java.util.List;

/** Whether descriptors and files of a disc lie within its image. */
final class StructureCheck {
    private static final String TRUNCATED = "truncated";

    private final long lengthBytes;
    private long files;
    private long beyond;

    private StructureCheck(long lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    static List<Evidence> of(Disc disc) {
        ByteSource image = UserDataView.inspected(disc);
        long session = UserDataView.firstSector(disc);
        Inspection inspection = Inspector.inspect(image, session);
        List<Evidence> evidence = new ArrayList<>();
        for (Finding finding : inspection.findings()) {
            if (finding.code().equals(TRUNCATED)) {
                evidence.add(Evidence.bad(Kind.STRUCTURE, finding.text()));
            } else if (finding.severity() != Finding.Severity.INFO) {
                evidence.add(Evidence.note(Kind.STRUCTURE, finding.text()));
            }
        }
        StructureCheck check = new StructureCheck(image.lengthBytes());
        DiscContents.open(image, session, ParseLimits.glance()).preferred().ifPresent(check::walk);
        check.result(evidence);
        return evidence;
    }

    private void walk(Volume volume) {
        new FileTree(volume, ParseLimits.glance()).walk("", volume.root(), (path, nodes) -> nodes.forEach(this::node));
    }

    private void node(FileNode node) {
        files++;
        boolean outside = node.extents().stream()
                .anyMatch(it -> it.lengthBytes() > 0 && it.offsetBytes() > lengthBytes - it.lengthBytes());
        beyond += outside ? 1 : 0;
    }

    private void result(List<Evidence> evidence) {
        if (beyond > 0) {
            evidence.add(Evidence.bad(
                    Kind.STRUCTURE, beyond + " of " + files + " files lie beyond the end of the image: it was cut"));
        } else if (files > 0 && evidence.isEmpty()) {
            evidence.add(Evidence.good(Kind.STRUCTURE, "all files lie within the image"));
        }
    }
}
