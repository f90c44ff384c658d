package io.spindle.iso.udf;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A moment in twelve bytes (ECMA-167, 1/7.3). */
final class Timestamp {
    private static final int UNKNOWN_OFFSET = -2047;

    private Timestamp() {}

    static Optional<Instant> decode(ByteBuffer in, int at) {
        if (in.get(at + 4) == 0) {
            return Optional.empty();
        }
        int offsetMinutes = (in.getShort(at) & 0xFFF) << 20 >> 20;
        int micros = in.get(at + 9) * 10_000 + in.get(at + 10) * 100 + in.get(at + 11);
        try {
            return Optional.of(OffsetDateTime.of(
                            in.getShort(at + 2),
                            in.get(at + 4),
                            in.get(at + 5),
                            in.get(at + 6),
                            in.get(at + 7),
                            in.get(at + 8),
                            micros * 1000,
                            ZoneOffset.ofTotalSeconds(offsetMinutes == UNKNOWN_OFFSET ? 0 : offsetMinutes * 60))
                    .toInstant());
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }
}
