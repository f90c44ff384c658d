package io.spindle.iso.disc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells one disc from another without reading all of it: a hash of its kind, its table of contents, and sectors
 * 16 to 32 of each session, where file systems are described. Equal discs have equal identities, over restarts too.
 */
public final class DiscIdentity {
    private static final long FIRST_SECTOR = 16;
    private static final long LAST_SECTOR = 32;

    private DiscIdentity() {}

    /**
     * The identity of a disc: 64 hexadecimal digits. Reads a few sectors, and so may wait for a device.
     *
     * <p>Sectors are counted from the first track of each session. Those that cannot be read count as unreadable, so that
     * a damaged disc has an identity as well.
     */
    public static String of(Disc disc) {
        MessageDigest hash = sha256();
        hash.update(tableOfContents(disc).getBytes(StandardCharsets.UTF_8));
        hash.update(disc.cdText().duplicate());
        for (Session session : disc.sessions()) {
            long start = session.tracks().get(0).start().value();
            long end = Math.min(start + LAST_SECTOR + 1, session.leadOut().value());
            for (long lba = start + FIRST_SECTOR; lba < end; lba++) {
                hash.update(sector(disc, lba));
            }
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static String tableOfContents(Disc disc) {
        StringBuilder text = new StringBuilder();
        text.append(disc.medium()).append(disc.mediaCatalogNumber().orElse("-"));
        for (Session session : disc.sessions()) {
            text.append('\n').append(session.number());
            for (Track track : session.tracks()) {
                text.append(String.format(
                        " %d:%s:%x:%d+%d",
                        track.number(),
                        track.mode(),
                        track.control(),
                        track.start().value(),
                        track.lengthSectors()));
            }
            text.append(' ').append(session.leadOut().value());
        }
        return text.toString();
    }

    private static ByteBuffer sector(Disc disc, long lba) {
        ByteBuffer bytes = ByteBuffer.allocate(SectorType.SECTOR_BYTES);
        try {
            disc.sectors().read(lba, 1, SectorSelection.USER_DATA, bytes);
            return bytes.flip();
        } catch (IOException e) {
            return StandardCharsets.US_ASCII.encode("unreadable");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
