package io.spindle.iso.packed;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Bytes that were changed in a few places, as fuzzers do. */
public final class Mutations {
    private static final int[] NUMBERS = {0, 1, 0x7FFFFFFF, 0x80000000, -1, 0x01000000, 0x10000};

    private Mutations() {}

    /** One to three places changed, doubled, left out, or made another number. */
    public static byte[] of(byte[] bytes, Random random) {
        byte[] now = bytes.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(now.length);
            int length = Math.min(random.nextInt(8) + 1, now.length - at);
            switch (random.nextInt(5)) {
                case 0 -> now[at] = (byte) random.nextInt(256);
                case 1 -> now[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> {
                    byte[] longer = Arrays.copyOf(now, now.length + length);
                    System.arraycopy(now, at, longer, at + length, now.length - at);
                    now = longer;
                }
                case 3 -> {
                    byte[] shorter = Arrays.copyOf(now, Math.max(1, now.length - length));
                    System.arraycopy(now, at + length, shorter, Math.min(at, shorter.length), now.length - at - length);
                    now = shorter;
                }
                default -> {
                    if (now.length - at >= 4) {
                        ByteBuffer.wrap(now).putInt(at, NUMBERS[random.nextInt(NUMBERS.length)]);
                    }
                }
            }
        }
        return now;
    }
}
