package io.spindle.iscsi.login;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pairs of keys and values as text: each {@code key=value} ends with a zero byte (RFC 7143, 6.1). */
public final class TextKeys {
    private static final int MAXIMUM_KEY_CHARACTERS = 63;

    private TextKeys() {}

    /** The pairs in their order; empty when the text is none, or a key comes twice. */
    public static Optional<List<KeyValue>> parse(ByteBuffer text) {
        String whole;
        try {
            whole = StandardCharsets.UTF_8.newDecoder().decode(text.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        List<KeyValue> pairs = new ArrayList<>();
        for (String piece : whole.split("\0")) {
            int equals = piece.indexOf('=');
            if (equals < 1 || equals > MAXIMUM_KEY_CHARACTERS) {
                // Some initiators count padding as text.
                if (piece.isEmpty()) {
                    continue;
                }
                return Optional.empty();
            }
            pairs.add(new KeyValue(piece.substring(0, equals), piece.substring(equals + 1)));
        }
        Set<String> keys = pairs.stream().map(KeyValue::key).collect(Collectors.toSet());
        return keys.size() == pairs.size() ? Optional.of(pairs) : Optional.empty();
    }

    /** The text of the pairs. */
    public static ByteBuffer format(List<KeyValue> pairs) {
        String text = pairs.stream().map(pair -> pair + "\0").collect(Collectors.joining());
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
