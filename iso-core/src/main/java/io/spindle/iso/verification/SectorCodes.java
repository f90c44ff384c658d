package io.spindle.iso.verification;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.EdcCheck;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.Track;
import io.spindle.iso.verification.Evidence.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongPredicate;

/** The error detection codes of the sectors of a disc, where its image holds them. */
final class SectorCodes {
    private static final int SECTOR_BYTES = 2352;
    private static final int SECTORS_AT_ONCE = 64;

    private final Disc disc;
    private final LongPredicate more;
    private final byte[] sectors = new byte[SECTORS_AT_ONCE * SECTOR_BYTES];
    private long done;
    private long right;
    private long without;
    private long wrong;
    private long firstWrong;

    private SectorCodes(Disc disc, LongPredicate more) {
        this.disc = disc;
        this.more = more;
    }

    /** True when the image holds the codes of any track. */
    static boolean has(Disc disc) {
        return disc.tracks().stream()
                .anyMatch(track -> track.mode().isData()
                        && disc.sectors().storesCodes(track.start().value()));
    }

    /** Bytes that a check reads. */
    static long lengthBytes(Disc disc) {
        return disc.tracks().stream()
                        .filter(track -> track.mode().isData())
                        .mapToLong(Track::lengthSectors)
                        .sum()
                * SECTOR_BYTES;
    }

    /**
     * Checks them all.
     *
     * @param more is told how many bytes were read so far, and says whether to go on
     */
    static Optional<Evidence> check(Disc disc, LongPredicate more) throws IOException {
        SectorCodes codes = new SectorCodes(disc, more);
        for (Track track : disc.tracks()) {
            if (track.mode().isData()) {
                codes.track(track);
            }
        }
        return codes.result();
    }

    private void track(Track track) throws IOException {
        long lba = track.start().value();
        long end = track.end().value();
        while (lba < end) {
            int count = (int) Math.min(SECTORS_AT_ONCE, end - lba);
            disc.sectors().read(lba, count, SectorSelection.RAW, ByteBuffer.wrap(sectors, 0, count * SECTOR_BYTES));
            for (int i = 0; i < count; i++) {
                if (disc.sectors().storesCodes(lba + i)) {
                    count(EdcCheck.of(sectors, i * SECTOR_BYTES, track.mode()), lba + i);
                }
            }
            lba += count;
            done += (long) count * SECTOR_BYTES;
            if (!more.test(done)) {
                throw new CancellationException("given up");
            }
        }
    }

    private void count(EdcCheck check, long lba) {
        switch (check) {
            case RIGHT -> right++;
            case NONE -> without++;
            case WRONG -> {
                firstWrong = wrong == 0 ? lba : firstWrong;
                wrong++;
            }
        }
    }

    private Optional<Evidence> result() {
        if (wrong > 0) {
            return Optional.of(Evidence.bad(
                    Kind.ERROR_DETECTION_CODES,
                    "the error detection codes of " + wrong + " of " + (right + wrong)
                            + " sectors are of other bytes, the first of sector " + firstWrong));
        }
        if (right == 0) {
            return Optional.empty();
        }
        return Optional.of(Evidence.good(
                Kind.ERROR_DETECTION_CODES,
                "the error detection codes of all " + right + " sectors that have one are right"
                        + (without == 0 ? "" : "; " + without + " have none")));
    }
}
