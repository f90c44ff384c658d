package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import io.spindle.scsi.SenseCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** READ SUB-CHANNEL (MMC-6, 6.24): what the player does, where it is, catalogue number and recording codes. */
public final class ReadSubChannel {
    private static final int HEADER_BYTES = 4;
    private static final int POSITION = 1;
    private static final int MEDIA_CATALOG_NUMBER = 2;
    private static final int ISRC = 3;
    private static final int ADR_POSITION = 0x10;
    private static final int ADR_ISRC = 0x30;
    private static final byte VALID = (byte) 0x80;

    private ReadSubChannel() {}

    /** The format that the CDB names, or only the header. */
    public static CommandOutcome answer(Cdb cdb, Medium medium, AudioPlayer player, long nowNanos) {
        Disc disc = medium.disc();
        if (disc.medium() != MediumType.CD) {
            return CommandOutcome.check(SenseCode.CANNOT_READ_MEDIUM_INCOMPATIBLE_FORMAT);
        }
        if (!cdb.bit(2, 6)) {
            return answer(cdb, new byte[0], player, nowNanos);
        }
        return switch (cdb.u8(3)) {
            case POSITION -> answer(cdb, position(cdb, disc, player.position(nowNanos)), player, nowNanos);
            case MEDIA_CATALOG_NUMBER -> answer(cdb, mediaCatalogNumber(disc), player, nowNanos);
            case ISRC ->
                disc.tracks().stream()
                        .filter(track -> track.number() == cdb.u8(6))
                        .findFirst()
                        .map(track -> answer(cdb, isrc(track), player, nowNanos))
                        .orElseGet(() -> CommandOutcome.invalidField(FieldPointer.cdb(6)));
            default -> CommandOutcome.invalidField(FieldPointer.cdb(3));
        };
    }

    private static CommandOutcome answer(Cdb cdb, byte[] data, AudioPlayer player, long nowNanos) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + data.length);
        out.put((byte) 0).put((byte) player.reportStatus(nowNanos).code());
        out.putShort((short) data.length).put(data);
        return CommandOutcome.good(out.array(), cdb.u16(7));
    }

    private static byte[] position(Cdb cdb, Disc disc, long lba) {
        List<Track> tracks = disc.tracks();
        Track track = disc.trackAt(lba).orElse(tracks.get(tracks.size() - 1));
        ByteBuffer out = ByteBuffer.allocate(12);
        out.put((byte) POSITION).put((byte) (ADR_POSITION | track.control()));
        out.put((byte) track.number()).put((byte) track.indexAt(lba));
        AddressForm form = AddressForm.of(cdb);
        form.put(out, lba);
        form.putRelative(out, lba - track.start().value());
        return out.array();
    }

    private static byte[] mediaCatalogNumber(Disc disc) {
        ByteBuffer out = ByteBuffer.allocate(20);
        out.put((byte) MEDIA_CATALOG_NUMBER).position(4);
        putText(out, disc.mediaCatalogNumber());
        return out.array();
    }

    private static byte[] isrc(Track track) {
        ByteBuffer out = ByteBuffer.allocate(20);
        out.put((byte) ISRC).put((byte) (ADR_ISRC | track.control()));
        out.put((byte) track.number()).put((byte) 0);
        putText(out, track.isrc());
        return out.array();
    }

    private static void putText(ByteBuffer out, Optional<String> text) {
        text.ifPresent(it -> out.put(VALID).put(it.getBytes(StandardCharsets.US_ASCII)));
    }
}
