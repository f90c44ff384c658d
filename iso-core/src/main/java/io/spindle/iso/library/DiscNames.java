package io.spindle.iso.library;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which strings can name a disc. */
final class DiscNames {
    private static final int MAXIMUM_BYTES = 255;

    private DiscNames() {}

    /** Why the string cannot be a name, or empty when it can. */
    static Optional<String> fault(String name) {
        if (name.isEmpty()) {
            return Optional.of("the name is empty");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
            return Optional.of("the name is longer than " + MAXIMUM_BYTES + " bytes");
        }
        if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0xFFFD)) {
            return Optional.of("the name holds a control character or is not UTF-8");
        }
        for (String segment : name.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return Optional.of("a part of the name is empty, '.' or '..'");
            }
        }
        return Optional.empty();
    }
}
