package io.spindle.iso.image;

import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.TrackMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells from the first bytes of a file without a sheet whether it is made of raw sectors, and of which.
 *
 * <p>Sectors of 2352 bytes show by two sync patterns. All others show by a volume descriptor that is found in sector 16, if
 * sectors are as long as is tried.
 */
final class RawSectors {
    private static final int VOLUME_SECTOR = 16;
    private static final int MODE_AT = 15;
    private static final int HIGH_SIERRA_AT = 8;
    private static final byte[] SYNC = {0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0};
    private static final byte[] CD001 = "\1CD001".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] BEA01 = "\0BEA01".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] CDROM = "\1CDROM".getBytes(StandardCharsets.ISO_8859_1);

    /** Where user data starts among the stored bytes of a sector. */
    private record Candidate(TrackMode mode, StoredForm form, int userDataAt) {}

    private static final List<Candidate> CANDIDATES = List.of(
            new Candidate(TrackMode.MODE1, StoredForm.USER_DATA, 0),
            new Candidate(TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER, 8),
            new Candidate(TrackMode.MODE1, StoredForm.WHOLE, 16),
            new Candidate(TrackMode.MODE2_XA, StoredForm.WHOLE, 24));

    private static final List<StoredSubChannel> SUB_CHANNELS =
            List.of(StoredSubChannel.NONE, StoredSubChannel.Q, StoredSubChannel.P_TO_W);

    private final ByteBuffer head;

    RawSectors(ByteBuffer head) {
        this.head = head;
    }

    /** True when a sector begins as all sectors of data do (ECMA-130, 14.1). */
    static boolean hasSync(byte[] sector) {
        return Arrays.equals(sector, 0, SYNC.length, SYNC, 0, SYNC.length);
    }

    /** What the sectors are; empty when they are plain blocks, audio, or nothing that is known. */
    Optional<StoredSector> find() {
        if (startsAt(0, SYNC)) {
            return withSync();
        }
        for (StoredSubChannel subChannel : SUB_CHANNELS) {
            for (Candidate candidate : CANDIDATES) {
                int stride = candidate.form().lengthBytes() + subChannel.lengthBytes();
                if (hasVolume(VOLUME_SECTOR * stride + candidate.userDataAt())) {
                    boolean plain = candidate.form() == StoredForm.USER_DATA && subChannel == StoredSubChannel.NONE;
                    return plain
                            ? Optional.empty()
                            : Optional.of(sector(candidate.mode(), candidate.form(), subChannel));
                }
            }
        }
        return Optional.empty();
    }

    /** True when plain blocks have a volume. */
    boolean hasPlainVolume() {
        return hasVolume(VOLUME_SECTOR * StoredForm.USER_DATA.lengthBytes());
    }

    private Optional<StoredSector> withSync() {
        TrackMode mode = head.get(MODE_AT) == 2 ? TrackMode.MODE2_XA : TrackMode.MODE1;
        return SUB_CHANNELS.stream()
                .filter(subChannel -> startsAt(StoredForm.WHOLE.lengthBytes() + subChannel.lengthBytes(), SYNC))
                .findFirst()
                .map(subChannel -> sector(mode, StoredForm.WHOLE, subChannel));
    }

    private StoredSector sector(TrackMode mode, StoredForm form, StoredSubChannel subChannel) {
        return new StoredSector(mode, form, subChannel == StoredSubChannel.P_TO_W ? order(form) : subChannel);
    }

    /** In which order 96 bytes of sub-channels are: that in which a Q has a right CRC, or P and Q are not there. */
    private StoredSubChannel order(StoredForm form) {
        byte[] raw = new byte[StoredSubChannel.P_TO_W.lengthBytes()];
        int stride = form.lengthBytes() + raw.length;
        for (int at = form.lengthBytes(); at + raw.length <= head.limit(); at += stride) {
            head.get(at, raw);
            Optional<StoredSubChannel> order = StoredSubChannel.orderOf(raw);
            if (order.isPresent()) {
                return order.get();
            }
        }
        return StoredSubChannel.R_TO_W;
    }

    private boolean hasVolume(int at) {
        return startsAt(at, CD001) || startsAt(at, BEA01) || startsAt(at + HIGH_SIERRA_AT, CDROM);
    }

    private boolean startsAt(int at, byte[] bytes) {
        return at + bytes.length <= head.limit() && head.slice(at, bytes.length).equals(ByteBuffer.wrap(bytes));
    }
}
