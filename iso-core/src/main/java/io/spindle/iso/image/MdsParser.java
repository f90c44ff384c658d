package io.spindle.iso.image;

import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.image.MdsSheet.MdsTrack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a descriptor of Alcohol 120%, little-endian: a header, sessions, tracks, and names of files, found by offsets. */
final class MdsParser {
    static final byte[] SIGNATURE = "MEDIA DESCRIPTOR".getBytes(StandardCharsets.US_ASCII);
    /** Timing data may follow the tables. */
    private static final int MAXIMUM_BYTES = 4 << 20;

    private static final int VERSION_AT = 16;
    private static final int MEDIUM_AT = 18;
    private static final int SESSION_COUNT_AT = 20;
    private static final int SESSIONS_AT = 80;
    private static final int HEADER_BYTES = 88;
    private static final int SESSION_BYTES = 24;
    private static final int TRACK_BYTES = 80;
    private static final int FOOTER_BYTES = 16;
    private static final int DVD_ROM = 0x10;
    private static final int DVD_R = 0x12;
    private static final int MAXIMUM_CD = 2;
    private static final int INTERLEAVED = 8;
    private static final List<StoredForm> FORMS =
            List.of(StoredForm.WHOLE, StoredForm.BEHIND_HEADER, StoredForm.FORM_2_USER_DATA, StoredForm.USER_DATA);
    private static final int MAXIMUM_SESSIONS = 99;
    private static final int MAXIMUM_TRACKS = 99;
    /** Tables may overlap, so that a short descriptor could tell of very many. */
    private static final int MAXIMUM_FILES = 1000;

    private static final int LONGEST_NAME = 1024;

    private final ByteBuffer bytes;
    private int trackCount;
    private int fileCount;

    private MdsParser(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What the descriptor in a file says. */
    static MdsSheet read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
            if (bytes.length > MAXIMUM_BYTES) {
                throw new ImageFormatException("a descriptor of more than 4 MiB is none");
            }
            return parse(ByteBuffer.wrap(bytes));
        }
    }

    /**
     * What the descriptor says.
     *
     * @throws ImageFormatException when it cannot be
     */
    static MdsSheet parse(ByteBuffer bytes) throws ImageFormatException {
        return new MdsParser(bytes.slice()).sheet();
    }

    private MdsSheet sheet() throws ImageFormatException {
        check(0, HEADER_BYTES, "the header");
        if (!bytes.slice(0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE))) {
            throw new ImageFormatException("it does not begin with MEDIA DESCRIPTOR");
        }
        int version = bytes.get(VERSION_AT) & 0xFF;
        if (version != 1) {
            throw new ImageFormatException("it is of version " + version + ", whose tables are compressed or encrypted:"
                    + " only version 1 is read");
        }
        MediumType medium = medium();
        int count = bytes.getShort(SESSION_COUNT_AT) & 0xFFFF;
        if (count < 1 || count > MAXIMUM_SESSIONS) {
            throw new ImageFormatException("it tells of " + count + " sessions");
        }
        List<List<MdsTrack>> sessions = new ArrayList<>();
        long at = offset(SESSIONS_AT);
        for (int i = 0; i < count; i++) {
            check(at, SESSION_BYTES, "session " + (i + 1));
            sessions.add(tracks((int) at, medium));
            at += SESSION_BYTES;
        }
        return new MdsSheet(medium, List.copyOf(sessions));
    }

    private MediumType medium() throws ImageFormatException {
        int medium = bytes.getShort(MEDIUM_AT) & 0xFFFF;
        if (medium == DVD_ROM || medium == DVD_R) {
            return MediumType.DVD;
        }
        if (medium > MAXIMUM_CD) {
            throw new ImageFormatException("it tells of medium " + medium + ", which is not known");
        }
        return MediumType.CD;
    }

    private List<MdsTrack> tracks(int session, MediumType medium) throws ImageFormatException {
        int count = bytes.get(session + 10) & 0xFF;
        long at = offset(session + 20);
        List<MdsTrack> tracks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            check(at, TRACK_BYTES, "track entry " + (i + 1));
            int number = bytes.get((int) at + 4) & 0xFF;
            // From A0h on entries tell of the lead-in.
            if (number >= 1 && number <= 99) {
                if (++trackCount > MAXIMUM_TRACKS) {
                    throw new ImageFormatException("it tells of more than 99 tracks");
                }
                tracks.add(track((int) at, number, medium));
            }
            at += TRACK_BYTES;
        }
        return List.copyOf(tracks);
    }

    private MdsTrack track(int at, int number, MediumType medium) throws ImageFormatException {
        long extra = offset(at + 12);
        long pregap = 0;
        long length = extra;
        if (medium == MediumType.CD) {
            check(extra, 8, "what is told of the length of track " + number);
            pregap = offset((int) extra);
            length = offset((int) extra + 4);
        }
        return new MdsTrack(
                number,
                bytes.get(at + 2) & 0xF,
                sector(at, number),
                bytes.getInt(at + 36),
                pregap,
                length,
                bytes.getLong(at + 40),
                files(at, number));
    }

    private StoredSector sector(int at, int number) throws ImageFormatException {
        int kind = bytes.get(at + 1) & 0xFF;
        if (kind != 0 && kind != INTERLEAVED) {
            throw new ImageFormatException(
                    "track " + number + " has sub-channels of kind " + kind + ", which is not known");
        }
        StoredSubChannel subChannel = kind == 0 ? StoredSubChannel.NONE : StoredSubChannel.P_TO_W;
        TrackMode mode = mode(at, number);
        int length = bytes.getShort(at + 16) & 0xFFFF;
        return FORMS.stream()
                .filter(form -> form.suits(mode) && form.lengthBytes() + subChannel.lengthBytes() == length)
                .findFirst()
                .map(form -> new StoredSector(mode, form, subChannel))
                .orElseThrow(() -> new ImageFormatException(
                        "track " + number + " has sectors of " + length + " bytes, which none of its mode has"));
    }

    /** Only the three lowest bits count. */
    private TrackMode mode(int at, int number) throws ImageFormatException {
        int mode = bytes.get(at) & 7;
        return switch (mode) {
            case 1 -> TrackMode.AUDIO;
            case 2 -> TrackMode.MODE1;
            case 0, 3, 4, 5, 7 -> TrackMode.MODE2_XA;
            default -> throw new ImageFormatException("track " + number + " has mode " + mode + ", which is not known");
        };
    }

    private List<String> files(int at, int number) throws ImageFormatException {
        long count = offset(at + 48);
        long footer = offset(at + 52);
        if (count < 1 || count > MAXIMUM_FILES - fileCount) {
            throw new ImageFormatException("track " + number + " tells of " + count + " files");
        }
        fileCount += (int) count;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long entry = footer + (long) i * FOOTER_BYTES;
            check(entry, FOOTER_BYTES, "the name of a file of track " + number);
            names.add(name(offset((int) entry), bytes.getInt((int) entry + 4) != 0));
        }
        return names;
    }

    private String name(long at, boolean wide) throws ImageFormatException {
        check(at, wide ? 2 : 1, "the name of a file");
        int room = (int) Math.min(LONGEST_NAME, bytes.limit() - at);
        Charset charset = wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1;
        ByteBuffer stored = bytes.slice((int) at, room - (wide ? room % 2 : 0));
        String name = (wide ? charset.decode(stored).toString() : SheetText.decode(untilZero(stored))) + "\0";
        return name.substring(0, name.indexOf('\0'));
    }

    private static ByteBuffer untilZero(ByteBuffer text) {
        int end = 0;
        while (end < text.limit() && text.get(end) != 0) {
            end++;
        }
        return text.slice(0, end);
    }

    private long offset(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    private void check(long at, int length, String what) throws ImageFormatException {
        if (at > bytes.limit() - length) {
            throw new ImageFormatException("it ends at byte " + bytes.limit() + ", but " + what + " lies at byte " + at
                    + ": it was cut, or is damaged");
        }
    }
}
