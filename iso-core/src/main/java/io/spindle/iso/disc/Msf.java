package io.spindle.iso.disc;

/**
 * The position of a sector as minutes, seconds and frames of 1/75 s, counted from the start of the program area, whose
 * first 150 sectors lie before logical block address 0 (Red Book; MMC-6, 4.2.1).
 *
 * @param minute 0 to 99
 * @param second 0 to 59
 * @param frame 0 to 74
 */
public record Msf(int minute, int second, int frame) {
    /** Sectors of a second. */
    public static final int FRAMES_PER_SECOND = 75;

    /** Sectors of the pre-gap of the first track, which have negative addresses. */
    public static final int FIRST_PREGAP_SECTORS = 150;

    /** The first number of sectors that takes more than two digits of minutes. */
    static final long LIMIT_SECTORS = 100L * 60 * FRAMES_PER_SECOND;

    public Msf {
        if (minute < 0 || minute > 99 || second < 0 || second > 59 || frame < 0 || frame > 74) {
            throw new IllegalArgumentException("position " + minute + ":" + second + ":" + frame);
        }
    }

    /**
     * The length of so many sectors.
     *
     * @throws IllegalArgumentException when it is negative, or longer than 99:59:74
     */
    public static Msf ofLength(long sectors) {
        if (sectors < 0 || sectors >= LIMIT_SECTORS) {
            throw new IllegalArgumentException(sectors + " sectors");
        }
        int seconds = (int) (sectors / FRAMES_PER_SECOND);
        return new Msf(seconds / 60, seconds % 60, (int) (sectors % FRAMES_PER_SECOND));
    }

    /**
     * Where the sector with that address is.
     *
     * @param lba from -150 on
     * @throws IllegalArgumentException when it has no position on a CD
     */
    public static Msf ofLba(long lba) {
        return ofLength(lba + FIRST_PREGAP_SECTORS);
    }

    /** Number of sectors of this length. */
    public long sectors() {
        return (minute * 60L + second) * FRAMES_PER_SECOND + frame;
    }

    /** The address of the sector at this position, from -150 on. */
    public long lba() {
        return sectors() - FIRST_PREGAP_SECTORS;
    }

    /** Puts a length as three bytes of two decimal digits each; allocates nothing. */
    static void putBcd(long sectors, byte[] out, int at) {
        int seconds = (int) (sectors / FRAMES_PER_SECOND);
        out[at] = bcd(seconds / 60);
        out[at + 1] = bcd(seconds % 60);
        out[at + 2] = bcd((int) (sectors % FRAMES_PER_SECOND));
    }

    /** Two decimal digits in a byte. */
    static byte bcd(int value) {
        return (byte) (value / 10 << 4 | value % 10);
    }
}
