package io.spindle.scsi.mmc;

import io.spindle.iso.disc.MediumType;
import io.spindle.scsi.Medium;
import java.util.Optional;

/**
 * What a drive is while a kind of disc lies in it (MMC-6, 5.3.1): the number that stands for it, how many blocks it
 * reads at least in one go, and how fast the drive reads such a disc.
 */
public enum Profile {
    NONE(0x0000, 1, 8_467),
    /** 48 times the speed of audio. */
    CD_ROM(0x0008, 1, 8_467),
    /** 16 times the basic speed; blocks of 16 sectors are protected together. */
    DVD_ROM(0x0010, 16, 22_160),
    /** 8 times the basic speed; clusters of 32 sectors are protected together. */
    BD_ROM(0x0040, 32, 35_968);

    private final int number;
    private final int blocking;
    private final int maximumKilobytesPerSecond;

    Profile(int number, int blocking, int maximumKilobytesPerSecond) {
        this.number = number;
        this.blocking = blocking;
        this.maximumKilobytesPerSecond = maximumKilobytesPerSecond;
    }

    /** The profile that is current with the disc, or without one. */
    public static Profile of(Optional<Medium> medium) {
        return medium.map(it -> of(it.disc().medium())).orElse(NONE);
    }

    /** The profile of a kind of disc. */
    public static Profile of(MediumType type) {
        return switch (type) {
            case CD -> CD_ROM;
            case DVD -> DVD_ROM;
            case BD -> BD_ROM;
        };
    }

    /** Its number, 16 bits. */
    public int number() {
        return number;
    }

    /** Logical blocks of the smallest piece that can be read from the disc. */
    public int blocking() {
        return blocking;
    }

    /** How fast the drive reads at most, in kilobytes of 1000 bytes. */
    public int maximumKilobytesPerSecond() {
        return maximumKilobytesPerSecond;
    }
}
