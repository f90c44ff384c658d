package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.CdText;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Msf;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.image.NrgFooter.NrgCue;
import io.spindle.iso.image.NrgFooter.NrgSession;
import io.spindle.iso.image.NrgFooter.NrgTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the chunks at the end of an image of Nero, big-endian: each a name of four letters, the length of what follows, and
 * that. Version 1 has positions of 32 bits, version 2 of 64.
 */
final class NrgParser {
    /** A disc of 99 tracks with 99 indexes each and all texts has a sixth of this. */
    private static final int MAXIMUM_BYTES = 1 << 20;

    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int CUE_BYTES = 8;
    private static final int DAO_HEADER_BYTES = 22;
    private static final int DAO_COMMON_BYTES = 18;
    private static final int CD_MEDIA = 0x0000_0401;
    private static final int DVD_MEDIA = 0x000C_021C;
    private static final int BD_MEDIA = 0x0070_0000;

    private static final Map<Integer, StoredSector> MODES = Map.of(
            0x00, StoredSector.of(TrackMode.MODE1, StoredForm.USER_DATA),
            0x02, StoredSector.of(TrackMode.MODE2_XA, StoredForm.USER_DATA),
            0x03, StoredSector.of(TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER),
            0x05, StoredSector.of(TrackMode.MODE1, StoredForm.WHOLE),
            0x06, StoredSector.of(TrackMode.MODE2_XA, StoredForm.WHOLE),
            0x07, StoredSector.of(TrackMode.AUDIO, StoredForm.WHOLE),
            0x0F, new StoredSector(TrackMode.MODE1, StoredForm.WHOLE, StoredSubChannel.P_TO_W),
            0x10, new StoredSector(TrackMode.AUDIO, StoredForm.WHOLE, StoredSubChannel.P_TO_W),
            0x11, new StoredSector(TrackMode.MODE2_XA, StoredForm.WHOLE, StoredSubChannel.P_TO_W));

    private final ByteBuffer footer;
    private final List<NrgSession> sessions = new ArrayList<>();
    private List<NrgCue> cues = List.of();
    private Optional<String> catalog = Optional.empty();
    private ByteBuffer cdText = ByteBuffer.allocate(0);
    private MediumType medium = MediumType.CD;
    private int lastTrack;

    private NrgParser(ByteBuffer footer) {
        this.footer = footer;
    }

    /** True when a file ends as such an image does. */
    static boolean isAt(ByteBuffer tail) {
        int length = tail.limit();
        return length >= 12 && name(tail, length - 12).equals("NER5")
                || length >= 8 && name(tail, length - 8).equals("NERO");
    }

    /**
     * What the end of the file says.
     *
     * @throws ImageFormatException when it cannot be
     */
    static NrgFooter parse(ByteSource file) throws IOException {
        ByteBuffer tail = bytes(file, Math.max(0, file.lengthBytes() - 12), 12);
        boolean version2 = tail.limit() == 12 && name(tail, 0).equals("NER5");
        long start = version2 ? tail.getLong(4) : Integer.toUnsignedLong(tail.getInt(tail.limit() - 4));
        long end = file.lengthBytes() - (version2 ? 12 : 8);
        if (start < 0 || start >= end || end - start > MAXIMUM_BYTES) {
            throw new ImageFormatException("its last bytes say that the table of tracks starts at byte "
                    + Long.toUnsignedString(start) + ", which cannot be in a file of " + file.lengthBytes()
                    + " bytes: it was cut, or is damaged");
        }
        return new NrgParser(bytes(file, start, (int) (end - start))).chunks();
    }

    private static ByteBuffer bytes(ByteSource file, long at, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, file.lengthBytes() - at));
        file.read(at, bytes);
        return bytes.flip();
    }

    private static String name(ByteBuffer bytes, int at) {
        return StandardCharsets.ISO_8859_1.decode(bytes.slice(at, 4)).toString();
    }

    private NrgFooter chunks() throws ImageFormatException {
        boolean more = true;
        while (more && footer.remaining() >= CHUNK_HEADER_BYTES) {
            String name = name(footer, footer.position());
            long length = Integer.toUnsignedLong(footer.getInt(footer.position() + 4));
            footer.position(footer.position() + CHUNK_HEADER_BYTES);
            if (length > footer.remaining()) {
                throw new ImageFormatException("chunk " + ImageFormatException.shown(name) + " tells of " + length
                        + " bytes, but only " + footer.remaining() + " follow");
            }
            chunk(name, footer.slice(footer.position(), (int) length));
            footer.position(footer.position() + (int) length);
            more = !name.equals("END!");
        }
        if (sessions.isEmpty()) {
            throw new ImageFormatException("its table tells of no tracks");
        }
        return new NrgFooter(catalog, cdText, medium, List.copyOf(sessions));
    }

    private void chunk(String name, ByteBuffer chunk) throws ImageFormatException {
        switch (name) {
            case "CUES" -> cues = cues(chunk, false);
            case "CUEX" -> cues = cues(chunk, true);
            case "DAOI" -> writtenAtOnce(chunk, Integer.BYTES);
            case "DAOX" -> writtenAtOnce(chunk, Long.BYTES);
            case "ETNF" -> writtenByTrack(chunk, Integer.BYTES);
            case "ETN2" -> writtenByTrack(chunk, Long.BYTES);
            case "CDTX" -> cdText = chunk.slice(0, chunk.limit() - chunk.limit() % CdText.PACK_BYTES);
            case "MTYP" -> medium = chunk.limit() < 4 ? MediumType.CD : medium(chunk.getInt(0));
            // SINF tells how many tracks a session has, the others nothing of the disc.
            default -> {}
        }
    }

    private static MediumType medium(int media) {
        boolean cd = (media & CD_MEDIA) != 0;
        if (!cd && (media & DVD_MEDIA) != 0) {
            return MediumType.DVD;
        }
        return !cd && (media & BD_MEDIA) != 0 ? MediumType.BD : MediumType.CD;
    }

    private static List<NrgCue> cues(ByteBuffer chunk, boolean asAddress) {
        List<NrgCue> cues = new ArrayList<>();
        while (chunk.remaining() >= CUE_BYTES) {
            int control = chunk.get() >> 4 & 0xF;
            int track = decimal(chunk.get());
            int index = decimal(chunk.get());
            chunk.get();
            long lba = chunk.getInt();
            cues.add(new NrgCue(control, track, index, asAddress ? lba : ofPosition((int) lba)));
        }
        return cues;
    }

    private static int decimal(byte digits) {
        return (digits >> 4 & 0xF) * 10 + (digits & 0xF);
    }

    private static long ofPosition(int position) {
        int minutes = position >> 16 & 0xFF;
        int seconds = position >> 8 & 0xFF;
        int frames = position & 0xFF;
        return (minutes * 60L + seconds) * Msf.FRAMES_PER_SECOND + frames - Msf.FIRST_PREGAP_SECTORS;
    }

    private void writtenAtOnce(ByteBuffer chunk, int positionBytes) throws ImageFormatException {
        if (chunk.limit() < DAO_HEADER_BYTES) {
            throw new ImageFormatException("its table of tracks has " + chunk.limit() + " bytes, which is too few");
        }
        if (cues.isEmpty()) {
            throw new ImageFormatException("its table of tracks tells no addresses");
        }
        String number = text(chunk, 4, 13);
        if (number.matches("[0-9]{13}")) {
            catalog = Optional.of(number);
        }
        int track = chunk.get(20) & 0xFF;
        List<NrgTrack> tracks = new ArrayList<>();
        int stride = DAO_COMMON_BYTES + 3 * positionBytes;
        for (int at = DAO_HEADER_BYTES; at + stride <= chunk.limit(); at += stride) {
            tracks.add(writtenAtOnce(track++, chunk.slice(at, stride), positionBytes));
        }
        endSession(tracks);
    }

    private static NrgTrack writtenAtOnce(int track, ByteBuffer entry, int positionBytes) throws ImageFormatException {
        StoredSector sector = sector(track, entry.get(14) & 0xFF);
        int told = entry.getShort(12) & 0xFFFF;
        if (told != sector.lengthBytes()) {
            throw new ImageFormatException(
                    "track " + track + " has sectors of " + told + " bytes, its mode has " + sector.lengthBytes());
        }
        Optional<String> isrc = Optional.of(text(entry, 0, 12)).filter(code -> code.matches("[A-Z0-9]{5}[0-9]{7}"));
        return new NrgTrack(
                track,
                sector,
                isrc,
                position(entry, DAO_COMMON_BYTES, positionBytes),
                position(entry, DAO_COMMON_BYTES + positionBytes, positionBytes),
                position(entry, DAO_COMMON_BYTES + 2 * positionBytes, positionBytes));
    }

    private void writtenByTrack(ByteBuffer chunk, int positionBytes) throws ImageFormatException {
        List<NrgTrack> tracks = new ArrayList<>();
        int stride = positionBytes == Long.BYTES ? 32 : 20;
        for (int at = 0; at + stride <= chunk.limit(); at += stride) {
            int track = lastTrack + tracks.size() + 1;
            long start = position(chunk, at, positionBytes);
            long length = position(chunk, at + positionBytes, positionBytes);
            StoredSector sector = sector(track, chunk.getInt(at + 2 * positionBytes));
            tracks.add(new NrgTrack(track, sector, Optional.empty(), start, start, start + length));
        }
        endSession(tracks);
    }

    private void endSession(List<NrgTrack> tracks) throws ImageFormatException {
        if (tracks.isEmpty()) {
            throw new ImageFormatException("session " + (sessions.size() + 1) + " has no tracks");
        }
        sessions.add(new NrgSession(tracks, cues));
        cues = List.of();
        lastTrack = tracks.get(tracks.size() - 1).number();
    }

    private static StoredSector sector(int track, int mode) throws ImageFormatException {
        StoredSector sector = MODES.get(mode);
        if (sector == null) {
            throw new ImageFormatException("track " + track + " has mode " + mode + ", which is not known");
        }
        return sector;
    }

    private static long position(ByteBuffer chunk, int at, int bytes) {
        return bytes == Long.BYTES ? chunk.getLong(at) : Integer.toUnsignedLong(chunk.getInt(at));
    }

    private static String text(ByteBuffer chunk, int at, int length) {
        return StandardCharsets.ISO_8859_1.decode(chunk.slice(at, length)).toString();
    }
}
