package io.spindle.iso.conversion;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Lba;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A disc as a cue sheet and one file of whole sectors.
 *
 * @param sheet text of the sheet, with the line ends of Windows
 * @param sectors all sectors from address 0 on, 2352 bytes each
 * @param notes what the sheet cannot tell
 */
public record CueAndBin(String sheet, ByteSource sectors, List<String> notes) {
    /** Addresses are minutes of two digits, seconds and 75 frames a second. */
    private static final long MAXIMUM_SECTORS = 100 * 60 * 75;

    public CueAndBin {
        notes = List.copyOf(notes);
    }

    /**
     * Describes a disc.
     *
     * @param binName the name of the file of sectors, as the sheet tells it
     * @throws ConversionException when a sheet cannot tell of such a disc
     */
    public static CueAndBin of(Disc disc, String binName) throws ConversionException {
        if (disc.sessions().size() > 1) {
            throw new ConversionException("the disc has " + disc.sessions().size()
                    + " sessions, and a cue sheet tells of one; 'spindle serve' serves the image as it is");
        }
        if (disc.leadOut().value() > MAXIMUM_SECTORS) {
            throw new ConversionException("the disc has " + disc.leadOut().value()
                    + " sectors, and a cue sheet is for CDs, which have at most " + MAXIMUM_SECTORS
                    + "; write it as .iso");
        }
        List<String> lines = new ArrayList<>();
        disc.mediaCatalogNumber().ifPresent(number -> lines.add("CATALOG " + number));
        lines.add("FILE \"" + binName + "\" BINARY");
        disc.tracks().forEach(track -> track(lines, track));
        List<String> notes = disc.cdText().hasRemaining() ? List.of("CD-TEXT is left out") : List.of();
        return new CueAndBin(String.join("\r\n", lines) + "\r\n", new RawSectors(disc), notes);
    }

    private static void track(List<String> lines, Track track) {
        String mode = switch (track.mode()) {
            case AUDIO -> "AUDIO";
            case MODE1 -> "MODE1/2352";
            case MODE2, MODE2_XA -> "MODE2/2352";
        };
        lines.add(String.format(Locale.ROOT, "  TRACK %02d %s", track.number(), mode));
        flags(lines, track);
        track.isrc().ifPresent(code -> lines.add("    ISRC " + code));
        // What lies before address 0 is on no image.
        long pregap = Math.max(0, track.pregap().value());
        if (pregap < track.start().value()) {
            lines.add("    INDEX 00 " + address(pregap));
        }
        lines.add("    INDEX 01 " + address(track.start().value()));
        int index = 2;
        for (Lba later : track.laterIndexes()) {
            lines.add(String.format(Locale.ROOT, "    INDEX %02d %s", index++, address(later.value())));
        }
    }

    private static void flags(List<String> lines, Track track) {
        List<String> words = new ArrayList<>();
        if (track.flags().contains(TrackFlag.DIGITAL_COPY_PERMITTED)) {
            words.add("DCP");
        }
        if (track.flags().contains(TrackFlag.FOUR_CHANNELS)) {
            words.add("4CH");
        }
        if (track.flags().contains(TrackFlag.PRE_EMPHASIS)) {
            words.add("PRE");
        }
        if (!words.isEmpty()) {
            lines.add("    FLAGS " + String.join(" ", words));
        }
    }

    private static String address(long sector) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", sector / 75 / 60, sector / 75 % 60, sector % 75);
    }
}
