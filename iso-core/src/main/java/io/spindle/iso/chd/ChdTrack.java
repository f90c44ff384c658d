package io.spindle.iso.chd;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A track as a CHD file tells of it.
 *
 * @param number from 1
 * @param type of its sectors, in MAME's words
 * @param subType of its sub-channels, in MAME's words
 * @param sectors that are stored, those of its pre-gap among them when they are
 * @param pregapSectors of its pre-gap
 * @param pregapStored false when the pre-gap has to be made
 * @param postgapSectors behind it, which have to be made
 */
public record ChdTrack(
        int number,
        String type,
        String subType,
        long sectors,
        long pregapSectors,
        boolean pregapStored,
        long postgapSectors) {
    private static final int MAXIMUM_DIGITS = 9;

    /** Reads a text of {@code NAME:value} pairs. */
    static ChdTrack parse(String text) throws ChdException {
        Map<String, String> values = new HashMap<>();
        for (String pair : text.trim().split("\\s+")) {
            int colon = pair.indexOf(':');
            if (colon > 0) {
                values.put(pair.substring(0, colon), pair.substring(colon + 1).toUpperCase(Locale.ROOT));
            }
        }
        return new ChdTrack(
                (int) number(values, "TRACK", -1),
                values.getOrDefault("TYPE", ""),
                values.getOrDefault("SUBTYPE", "NONE"),
                number(values, "FRAMES", -1),
                number(values, "PREGAP", 0),
                values.getOrDefault("PGTYPE", "").startsWith("V"),
                number(values, "POSTGAP", 0));
    }

    private static long number(Map<String, String> values, String name, long absent) throws ChdException {
        String value = values.get(name);
        if (value == null && absent >= 0) {
            return absent;
        }
        if (value == null || !value.matches("[0-9]{1," + MAXIMUM_DIGITS + "}")) {
            throw new ChdException("the text about a track has no number " + name);
        }
        return Long.parseLong(value);
    }
}
