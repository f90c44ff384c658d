package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A run of sectors of one track that an image stores alike.
 *
 * @param firstLba address of the first; from -150 on
 * @param lengthSectors how many, at least 1
 * @param mode of the track
 * @param form what of each sector is stored
 * @param subChannel what of its sub-channels is stored
 * @param source where; several extents may share one
 * @param offsetBytes where the first sector starts in it; from one to the next it is as many bytes as are stored there
 * @param subChannelFile where the sub-channels are, unless each lies behind its main channel
 */
public record Extent(
        long firstLba,
        long lengthSectors,
        TrackMode mode,
        StoredForm form,
        StoredSubChannel subChannel,
        ByteSource source,
        long offsetBytes,
        Optional<SubChannelFile> subChannelFile) {
    private static final ByteSource NO_SOURCE = new MemoryByteSource(new byte[0]);

    public Extent {
        if (firstLba < -Msf.FIRST_PREGAP_SECTORS || lengthSectors < 1) {
            throw new IllegalArgumentException(lengthSectors + " sectors from " + firstLba);
        }
        if (subChannelFile.isPresent() && (form == StoredForm.NOTHING || subChannel == StoredSubChannel.NONE)) {
            throw new IllegalArgumentException("a file of sub-channels " + subChannel + " of " + form);
        }
        if (!form.suits(mode)) {
            throw new IllegalArgumentException(mode + " stored as " + form);
        }
        int strideBytes = form.lengthBytes() + (subChannelFile.isPresent() ? 0 : subChannel.lengthBytes());
        checkInside(source, offsetBytes, lengthSectors, strideBytes);
        subChannelFile.ifPresent(
                file -> checkInside(file.source(), file.offsetBytes(), lengthSectors, subChannel.lengthBytes()));
    }

    /** Sectors whose sub-channels lie behind their main channels, if there are any. */
    public Extent(
            long firstLba,
            long lengthSectors,
            TrackMode mode,
            StoredForm form,
            StoredSubChannel subChannel,
            ByteSource source,
            long offsetBytes) {
        this(firstLba, lengthSectors, mode, form, subChannel, source, offsetBytes, Optional.empty());
    }

    private static void checkInside(ByteSource source, long offsetBytes, long lengthSectors, int strideBytes) {
        long endBytes = Math.addExact(offsetBytes, Math.multiplyExact(lengthSectors, strideBytes));
        if (offsetBytes < 0 || endBytes > source.lengthBytes()) {
            throw new IllegalArgumentException(
                    "bytes " + offsetBytes + " to " + endBytes + " of " + source.lengthBytes());
        }
    }

    /** Sectors that are stored without sub-channels. */
    public static Extent stored(long firstLba, long lengthSectors, TrackMode mode, StoredForm form, ByteSource source) {
        return new Extent(firstLba, lengthSectors, mode, form, StoredSubChannel.NONE, source, 0);
    }

    /** Sectors that no file holds: silence, or user data of zeros. */
    public static Extent empty(long firstLba, long lengthSectors, TrackMode mode) {
        return new Extent(firstLba, lengthSectors, mode, StoredForm.NOTHING, StoredSubChannel.NONE, NO_SOURCE, 0);
    }

    /** The address behind its last sector. */
    public long endLba() {
        return firstLba + lengthSectors;
    }

    /** Bytes from one sector to the next. */
    public int strideBytes() {
        return form.lengthBytes() + (subChannelFile.isPresent() ? 0 : subChannel.lengthBytes());
    }

    /** Where the stored bytes of a sector start. */
    long offsetBytes(long lba) {
        return offsetBytes + (lba - firstLba) * strideBytes();
    }

    /** True when what a sector is shows only when it is read. */
    boolean tellsBySector() {
        return mode.isData()
                && (form == StoredForm.WHOLE || (form == StoredForm.BEHIND_HEADER && mode == TrackMode.MODE2_XA));
    }

    /** What its sectors can be. */
    Set<SectorType> possibleTypes() {
        return tellsBySector() ? EnumSet.complementOf(EnumSet.of(SectorType.CD_DA)) : EnumSet.of(usualType());
    }

    /** What a sector is whose stored bytes lie at {@code at}. */
    SectorType typeOf(byte[] stored, int at) {
        if (!tellsBySector()) {
            return usualType();
        }
        return form == StoredForm.WHOLE ? SectorType.ofHeader(stored, at, usualType()) : SectorType.ofMode2(stored, at);
    }

    /** What its sectors are unless they say otherwise themselves. */
    SectorType usualType() {
        return switch (mode) {
            case AUDIO -> SectorType.CD_DA;
            case MODE1 -> SectorType.MODE_1;
            case MODE2 -> SectorType.MODE_2_FORMLESS;
            case MODE2_XA -> form == StoredForm.FORM_2_USER_DATA ? SectorType.MODE_2_FORM_2 : SectorType.MODE_2_FORM_1;
        };
    }

    /** True when the bytes that the selection makes of these sectors are the stored ones, one sector behind the other. */
    boolean storesExactly(SectorSelection selection) {
        if (strideBytes() != form.lengthBytes()) {
            return false;
        }
        return switch (form) {
            case USER_DATA -> selection.isUserDataOnly();
            case WHOLE ->
                selection.isWholeMainChannelOnly()
                        || (mode == TrackMode.AUDIO
                                && selection.isMainChannelOnly()
                                && selection.lengthBytes(SectorType.CD_DA) > 0);
            case NOTHING, FORM_2_USER_DATA, BEHIND_HEADER, WHOLE_BIG_ENDIAN -> false;
        };
    }
}
