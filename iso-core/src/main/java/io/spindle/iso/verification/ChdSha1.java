package io.spindle.iso.verification;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.chd.ChdFile;
import io.spindle.iso.chd.ChdSums;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.verification.Evidence.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The SHA-1 in the header of a CHD file, of its hunks and its texts.
 *
 * @param lengthBytes that are looked at
 */
record ChdSha1(ByteSource file, long lengthBytes) {
    private static final int MAGIC_BYTES = 8;

    /** That of an image that is such a file, or one that was compressed once more; empty for others. */
    static Optional<ChdSha1> of(DiscImage image) throws IOException {
        ByteSource file = image.expanded().isPresent()
                ? image.expanded().get()
                : image.files().get(0);
        ByteBuffer magic = ByteBuffer.allocate((int) Math.min(MAGIC_BYTES, file.lengthBytes()));
        file.read(0, magic);
        return ChdFile.isAt(magic.flip())
                ? Optional.of(new ChdSha1(file, ChdSums.lengthBytes(file)))
                : Optional.empty();
    }

    /**
     * Expands all hunks, and looks at it.
     *
     * @param more is told how many bytes were looked at so far, and says whether to go on
     */
    ChdSums sums(LongPredicate more) throws IOException {
        return ChdSums.of(file, more);
    }

    /** What that comes to; empty where the file tells none. */
    static Optional<Evidence> evidence(ChdSums sums) {
        return switch (sums.outcome()) {
            case RIGHT ->
                Optional.of(Evidence.good(
                        Kind.CHD_SHA_1,
                        "the SHA-1 of the CHD file are right, of all " + sums.hunks() + " hunks and of the texts"));
            case NONE_TOLD -> Optional.empty();
            case HUNKS_DAMAGED ->
                Optional.of(Evidence.bad(
                        Kind.CHD_SHA_1,
                        sums.damagedHunks() + " of the " + sums.hunks()
                                + " hunks of the CHD file are damaged, the first is hunk " + sums.firstDamaged()));
            case HUNKS_OTHER ->
                Optional.of(Evidence.bad(
                        Kind.CHD_SHA_1, "the SHA-1 of the data in the CHD file is of other bytes than its hunks hold"));
            case TEXTS_OTHER ->
                Optional.of(Evidence.bad(
                        Kind.CHD_SHA_1,
                        "the SHA-1 of the CHD file is of other texts about its tracks: its hunks are right"));
        };
    }
}
