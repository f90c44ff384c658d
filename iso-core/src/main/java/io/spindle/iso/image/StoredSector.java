package io.spindle.iso.image;

import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.TrackMode;

/** How the sectors of a track lie in a file, one behind the other. */
record StoredSector(TrackMode mode, StoredForm form, StoredSubChannel subChannel) {
    /** Sectors without sub-channels. */
    static StoredSector of(TrackMode mode, StoredForm form) {
        return new StoredSector(mode, form, StoredSubChannel.NONE);
    }

    /** The same with sub-channels behind each. */
    StoredSector with(StoredSubChannel other) {
        return new StoredSector(mode, form, other);
    }

    /** Bytes of each sector. */
    int lengthBytes() {
        return form.lengthBytes() + subChannel.lengthBytes();
    }
}
