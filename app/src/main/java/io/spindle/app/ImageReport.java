package io.spindle.app;

import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.verification.KeptVerification;
import io.spindle.iso.verification.Verification;
import io.spindle.iso.verification.VerificationStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * All that {@code spindle info} tells.
 *
 * @param path of the image
 * @param format how the image stores the disc
 * @param disc its sessions and tracks
 * @param inspection what was recognised
 * @param content what a walk through it found
 * @param verification what 'spindle verify' found of it, if it did and it is still the same
 */
record ImageReport(
        Path path,
        String format,
        DiscReport disc,
        Inspection inspection,
        ContentSummary content,
        Optional<KeptVerification> verification) {
    static ImageReport of(Path path, OpenImage image) throws IOException {
        Inspection inspection = image.inspection();
        return new ImageReport(
                path,
                image.image().format(),
                new DiscReport(image.disc()),
                inspection,
                ContentSummary.of(image.contents(ParseLimits.glance())),
                verification(path));
    }

    private static Optional<KeptVerification> verification(Path path) throws IOException {
        try {
            return VerificationStore.in(StateFile.folder(null)).find(Verification.filesOf(path));
        } catch (UsageFault e) {
            // A user without a home has verified nothing.
            return Optional.empty();
        }
    }

    /** Bytes of the image, or of several tracks those of the block device; none of a disc without data. */
    Optional<Long> sizeBytes() {
        return disc.length().isEmpty() ? Optional.of(inspection.lengthBytes()) : disc.blocksBytes();
    }

    /** What was noticed at the first look and on the walk, each once; audio is no data that something is wrong with. */
    List<Finding> findings() {
        if (!disc.hasData()) {
            return List.of();
        }
        LinkedHashSet<Finding> all = new LinkedHashSet<>(inspection.findings());
        all.addAll(content.findings());
        return new ArrayList<>(all);
    }
}
