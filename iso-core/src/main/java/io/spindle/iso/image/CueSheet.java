package io.spindle.iso.image;

import io.spindle.iso.disc.CdText;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.disc.TrackMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a CUE sheet says.
 *
 * @param catalog media catalogue number
 * @param cdTextFile the file of CD-TEXT packs
 * @param texts CD-TEXT of the disc
 * @param files those that its tracks lie in, in order
 * @param tracks in order, at least one
 */
record CueSheet(
        Optional<String> catalog,
        Optional<FileLine> cdTextFile,
        Map<CdText.Field, String> texts,
        List<FileLine> files,
        List<TrackLines> tracks) {
    /** Kinds of files that sheets name. */
    enum FileType {
        BINARY,
        MOTOROLA,
        WAVE
    }

    /** How a track's sectors lie in its file. */
    enum TrackType {
        AUDIO("AUDIO", TrackMode.AUDIO, StoredForm.WHOLE, StoredSubChannel.NONE),
        CDG("CDG", TrackMode.AUDIO, StoredForm.WHOLE, StoredSubChannel.R_TO_W),
        MODE1_2048("MODE1/2048", TrackMode.MODE1, StoredForm.USER_DATA, StoredSubChannel.NONE),
        MODE1_2352("MODE1/2352", TrackMode.MODE1, StoredForm.WHOLE, StoredSubChannel.NONE),
        MODE2_2048("MODE2/2048", TrackMode.MODE2_XA, StoredForm.USER_DATA, StoredSubChannel.NONE),
        MODE2_2324("MODE2/2324", TrackMode.MODE2_XA, StoredForm.FORM_2_USER_DATA, StoredSubChannel.NONE),
        MODE2_2336("MODE2/2336", TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER, StoredSubChannel.NONE),
        MODE2_2352("MODE2/2352", TrackMode.MODE2_XA, StoredForm.WHOLE, StoredSubChannel.NONE),
        CDI_2336("CDI/2336", TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER, StoredSubChannel.NONE),
        CDI_2352("CDI/2352", TrackMode.MODE2_XA, StoredForm.WHOLE, StoredSubChannel.NONE);

        private final String word;
        private final TrackMode mode;
        private final StoredForm form;
        private final StoredSubChannel subChannel;

        TrackType(String word, TrackMode mode, StoredForm form, StoredSubChannel subChannel) {
            this.word = word;
            this.mode = mode;
            this.form = form;
            this.subChannel = subChannel;
        }

        static Optional<TrackType> of(String word) {
            String upper = word.toUpperCase(Locale.ROOT);
            return List.of(values()).stream()
                    .filter(type -> type.word.equals(upper))
                    .findFirst();
        }

        TrackMode mode() {
            return mode;
        }

        StoredForm form() {
            return form;
        }

        StoredSubChannel subChannel() {
            return subChannel;
        }

        /** Bytes of each sector in the file. */
        int sectorBytes() {
            return form.lengthBytes() + subChannel.lengthBytes();
        }
    }

    /** FILE, and the line that it stands in. */
    record FileLine(int line, String name, FileType type) {}

    /**
     * INDEX.
     *
     * @param file number of the file among the sheet's, from 0
     * @param position sectors from the start of the file
     */
    record IndexLine(int line, int number, int file, long position) {}

    /**
     * TRACK and what follows it.
     *
     * @param session number of its session, from 1
     * @param pregapSectors of silence or zeros before it, which no file holds
     * @param postgapSectors behind it
     * @param indexes in order; the first is 0 or 1
     */
    record TrackLines(
            int line,
            int number,
            TrackType type,
            int session,
            Set<TrackFlag> flags,
            Optional<String> isrc,
            Map<CdText.Field, String> texts,
            long pregapSectors,
            long postgapSectors,
            List<IndexLine> indexes) {}
}
