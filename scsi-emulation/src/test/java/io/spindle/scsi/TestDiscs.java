package io.spindle.scsi;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.DiscLayout;
import io.spindle.iso.disc.Extent;
import io.spindle.iso.disc.Lba;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.synthetic.PatternByteSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Discs that tests put into drives. User data are sectors that hold their own number. */
public final class TestDiscs {
    private static final Optional<String> NONE = Optional.empty();

    private TestDiscs() {}

    /** 1000 sectors of Mode 1. */
    public static Medium dataCd() {
        return medium("data", Disc.ofUserData(pattern(1000)));
    }

    /** Tracks at 0, 1150 (pre-gap from 1000) and 2000 (index 2 at 2100); 2500 sectors of silence. */
    public static Medium threeAudioTracks() {
        List<Track> tracks = List.of(
                new Track(
                        1,
                        TrackMode.AUDIO,
                        Set.of(TrackFlag.DIGITAL_COPY_PERMITTED),
                        lba(0),
                        lba(0),
                        1000,
                        List.of(),
                        NONE),
                new Track(
                        2,
                        TrackMode.AUDIO,
                        Set.of(),
                        lba(1000),
                        lba(1150),
                        850,
                        List.of(),
                        Optional.of("DEABC2312345")),
                new Track(
                        3,
                        TrackMode.AUDIO,
                        Set.of(TrackFlag.PRE_EMPHASIS),
                        lba(2000),
                        lba(2000),
                        500,
                        List.of(lba(2100)),
                        NONE));
        byte[] packs = new byte[36];
        Arrays.fill(packs, 0, 18, (byte) 0x80);
        Arrays.fill(packs, 18, 36, (byte) 0x8F);
        DiscLayout layout = new DiscLayout(
                MediumType.CD,
                List.of(new Session(1, tracks, lba(2500))),
                Optional.of("4006408126553"),
                ByteBuffer.wrap(packs));
        return medium("audio", layout.over(List.of(Extent.empty(0, 2500, TrackMode.AUDIO))));
    }

    /** Mode 1 from 0 to 600, audio at 750 (pre-gap from 600) and 1000, to 1500. */
    public static Medium mixedMode() {
        List<Track> tracks = List.of(
                Track.plain(1, TrackMode.MODE1, lba(0), 600),
                new Track(2, TrackMode.AUDIO, Set.of(), lba(600), lba(750), 250, List.of(), NONE),
                Track.plain(3, TrackMode.AUDIO, lba(1000), 500));
        return cd(
                "mixed",
                List.of(new Session(1, tracks, lba(1500))),
                List.of(
                        Extent.stored(0, 600, TrackMode.MODE1, StoredForm.USER_DATA, pattern(600)),
                        Extent.empty(600, 900, TrackMode.AUDIO)));
    }

    /** Mode 1 from 0 to 3000, and in a second session Mode 2 Form 1 from 14400 to 15400. */
    public static Medium multiSession() {
        Track first = Track.plain(1, TrackMode.MODE1, lba(0), 3000);
        Track second = Track.plain(2, TrackMode.MODE2_XA, lba(14400), 1000);
        return cd(
                "sessions",
                List.of(new Session(1, List.of(first), lba(3000)), new Session(2, List.of(second), lba(15400))),
                List.of(
                        Extent.stored(0, 3000, TrackMode.MODE1, StoredForm.USER_DATA, pattern(3000)),
                        Extent.stored(14400, 1000, TrackMode.MODE2_XA, StoredForm.USER_DATA, pattern(1000))));
    }

    /** Audio in a first session, three tracks to 3000; Mode 2 Form 1 in a second one from 14400 to 15400. */
    public static Medium enhancedCd() {
        List<Track> audio = List.of(
                Track.plain(1, TrackMode.AUDIO, lba(0), 1000), Track.plain(2, TrackMode.AUDIO, lba(1000), 2000));
        Track data = Track.plain(3, TrackMode.MODE2_XA, lba(14400), 1000);
        return cd(
                "enhanced",
                List.of(new Session(1, audio, lba(3000)), new Session(2, List.of(data), lba(15400))),
                List.of(
                        Extent.empty(0, 3000, TrackMode.AUDIO),
                        Extent.stored(14400, 1000, TrackMode.MODE2_XA, StoredForm.USER_DATA, pattern(1000))));
    }

    /** 99 audio tracks of 300 sectors. */
    public static Medium ninetyNineTracks() {
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            tracks.add(Track.plain(i + 1, TrackMode.AUDIO, lba(300L * i), 300));
        }
        return cd(
                "99 tracks",
                List.of(new Session(1, tracks, lba(29700))),
                List.of(Extent.empty(0, 29700, TrackMode.AUDIO)));
    }

    /**
     * Eight sectors of Mode 2 with sub-headers, Form 1 but for numbers 2 and 3, which are Form 2; every byte behind the
     * sub-header is the number of the sector.
     */
    public static Medium bothForms() {
        byte[] image = new byte[8 * 2336];
        for (int i = 0; i < 8; i++) {
            int at = i * 2336;
            Arrays.fill(image, at, at + 2336, (byte) i);
            byte submode = (byte) (i == 2 || i == 3 ? 0x20 : 0x08);
            byte[] subHeader = {0, 0, submode, 0, 0, 0, submode, 0};
            System.arraycopy(subHeader, 0, image, at, 8);
        }
        return cd(
                "forms",
                List.of(new Session(1, List.of(Track.plain(1, TrackMode.MODE2_XA, lba(0), 8)), lba(8))),
                List.of(Extent.stored(
                        0, 8, TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER, new MemoryByteSource(image))));
    }

    /** 10 000 sectors of Mode 2 with sub-headers in the image, all of Form 1. */
    public static Medium longXa() {
        MemoryByteSource image = new MemoryByteSource(new byte[10_000 * 2336]);
        return cd(
                "long",
                List.of(new Session(1, List.of(Track.plain(1, TrackMode.MODE2_XA, lba(0), 10_000)), lba(10_000))),
                List.of(Extent.stored(0, 10_000, TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER, image)));
    }

    /** A raw image of a Mode 1 track of three sectors, of which the second is of Mode 2 Form 2 by its own header. */
    public static Medium rawWithForeignSector() {
        byte[] image = new byte[3 * 2352];
        for (int i = 0; i < 3; i++) {
            int at = i * 2352;
            Arrays.fill(image, at, at + 2352, (byte) i);
            Arrays.fill(image, at + 1, at + 11, (byte) 0xFF);
            image[at + 15] = 1;
        }
        image[2352 + 15] = 2;
        image[2352 + 18] = 0x20;
        image[2352 + 22] = 0x20;
        return cd(
                "raw",
                List.of(new Session(1, List.of(Track.plain(1, TrackMode.MODE1, lba(0), 3)), lba(3))),
                List.of(Extent.stored(0, 3, TrackMode.MODE1, StoredForm.WHOLE, new MemoryByteSource(image))));
    }

    /** Four sectors of Mode 2 without form, every byte the number of the sector. */
    public static Medium formless() {
        byte[] image = new byte[4 * 2336];
        for (int i = 0; i < 4; i++) {
            Arrays.fill(image, i * 2336, (i + 1) * 2336, (byte) i);
        }
        return cd(
                "formless",
                List.of(new Session(1, List.of(Track.plain(1, TrackMode.MODE2, lba(0), 4)), lba(4))),
                List.of(Extent.stored(0, 4, TrackMode.MODE2, StoredForm.BEHIND_HEADER, new MemoryByteSource(image))));
    }

    /** A DVD of so many sectors. */
    public static Medium dvd(long lengthSectors) {
        return medium("dvd", Disc.ofUserData(pattern(lengthSectors)).withMedium(MediumType.DVD));
    }

    /** A DVD of 2 000 000 sectors. */
    public static Medium dvdSingleLayer() {
        return dvd(2_000_000);
    }

    /** A DVD of 4 000 000 sectors. */
    public static Medium dvdDualLayer() {
        return dvd(4_000_000);
    }

    /** A BD of so many sectors. */
    public static Medium bd(long lengthSectors) {
        return medium("bd", Disc.ofUserData(pattern(lengthSectors)).withMedium(MediumType.BD));
    }

    /** A full BD of 25 GB. */
    public static Medium bd25() {
        return bd(12_219_392);
    }

    /** A full BD of 50 GB. */
    public static Medium bd50() {
        return bd(24_438_784);
    }

    private static Medium cd(String name, List<Session> sessions, List<Extent> extents) {
        DiscLayout layout = new DiscLayout(MediumType.CD, sessions, Optional.empty(), ByteBuffer.allocate(0));
        return medium(name, layout.over(extents));
    }

    private static Medium medium(String name, Disc disc) {
        return new Medium(name, disc, name, new SharedByteSource(disc.userData()));
    }

    private static ByteSource pattern(long lengthSectors) {
        return new PatternByteSource(lengthSectors * 2048);
    }

    private static Lba lba(long value) {
        return new Lba(value);
    }
}
