package io.spindle.app;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes such as 512, 100M and 8G. */
final class Sizes implements ITypeConverter<Long> {
    private static final String UNITS = "BKMGT";

    @Override
    public Long convert(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!upper.matches("[0-9]{1,15}[BKMGT]?")) {
            throw new TypeConversionException("'" + text + "' is not a size such as 700M or 8G");
        }
        int unit = UNITS.indexOf(upper.charAt(upper.length() - 1));
        long number = Long.parseLong(unit < 0 ? upper : upper.substring(0, upper.length() - 1));
        int shift = 10 * Math.max(0, unit);
        if (number == 0 || number > Long.MAX_VALUE >> (shift + 1)) {
            throw new TypeConversionException("'" + text + "' is not a size that a disc can have");
        }
        return number << shift;
    }
}
