package io.spindle.iso.packed;

/**
 * How far a packed file is believed.
 *
 * @param maximumBytes the longest that one may become
 * @param freelyBytes what any may become, however short it is
 * @param ratio how many times its own length one may add to that
 * @param reserveBytes what has to stay free on the disk
 */
public record ExpansionLimits(long maximumBytes, long freelyBytes, int ratio, long reserveBytes) {
    private static final int DICTIONARY_MEBIBYTES = 64;
    /** What a decoder takes beside its dictionary. */
    private static final int DECODER_MEBIBYTES = 2;

    /** The largest disc there is has 128 GB; gzip makes zeros shorter by 1030, and images are not all zeros. */
    public static final ExpansionLimits DEFAULT = new ExpansionLimits(128L << 30, 1L << 30, 1000, 256L << 20);

    /** Memory for the dictionary of xz. */
    int dictionaryKibibytes() {
        return (DICTIONARY_MEBIBYTES + DECODER_MEBIBYTES) << 10;
    }

    /**
     * Checks the length of what a file expands to.
     *
     * @throws PackedFormatException when it is beyond all sense
     */
    public void check(long expandedBytes, long packedBytes) throws PackedFormatException {
        if (expandedBytes > maximumBytes) {
            throw new PackedFormatException("it expands to more than " + maximumBytes + " bytes: no disc is so long");
        }
        if (expandedBytes - freelyBytes > packedBytes * ratio) {
            throw new PackedFormatException("its " + packedBytes + " bytes expand to more than " + freelyBytes
                    + " bytes and " + ratio + " times its length: that is no image");
        }
    }
}
