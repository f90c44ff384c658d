package io.spindle.iso.chd;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes frames of FLAC without a stream header, of two channels of 16 bits: what CHD packs audio in (RFC 9639, 9).
 *
 * <p>The samples come out with their most significant byte first, as they lie in a hunk.
 */
final class FlacFrames {
    private static final int CHANNELS = 2;
    private static final int SAMPLE_BITS = 16;
    private static final int BYTES_OF_BOTH = 4;
    private static final int LEFT_AND_SIDE = 8;
    private static final int SIDE_AND_RIGHT = 9;
    private static final int MID_AND_SIDE = 10;
    private static final int FIXED = 8;
    private static final int LINEAR = 32;

    private final byte[] packed;
    private final BitReader bits;

    private FlacFrames(byte[] packed, int from) {
        this.packed = packed;
        this.bits = new BitReader(packed, from, packed.length);
    }

    /** Decodes frames until {@code out} is full; gives where the next byte lies behind them. */
    static int decode(byte[] packed, byte[] out) throws IOException {
        int from = 0;
        int filled = 0;
        while (filled < out.length) {
            FlacFrames frame = new FlacFrames(packed, from);
            int[][] samples = frame.samples(from, (out.length - filled) / BYTES_OF_BOTH);
            from = frame.checkedEnd(from);
            for (int i = 0; i < samples[0].length; i++) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    out[filled++] = (byte) (samples[channel][i] >> 8);
                    out[filled++] = (byte) samples[channel][i];
                }
            }
        }
        return from;
    }

    private int checkedEnd(int from) throws IOException {
        int end = bits.alignToByte();
        int stored = (int) bits.read(16);
        if (Crc16.ofFlac(packed, from, end - from) != stored) {
            throw new IOException("the CRC of a frame of FLAC is wrong");
        }
        return end + 2;
    }

    private int[][] samples(int from, int most) throws IOException {
        if (bits.read(15) != 0x7FFC) {
            throw new IOException("it holds no frame of FLAC");
        }
        bits.read(1);
        int lengthCode = (int) bits.read(4);
        int rateCode = (int) bits.read(4);
        int channels = (int) bits.read(4);
        int sizeCode = (int) bits.read(3);
        bits.read(1);
        skipNumber();
        int length = length(lengthCode);
        bits.read(rateCode == 12 ? 8 : rateCode == 13 || rateCode == 14 ? 16 : 0);
        checkHeader(from);
        if (length > most
                || (channels != 1 && (channels < LEFT_AND_SIDE || channels > MID_AND_SIDE))
                || (sizeCode != 0 && sizeCode != 4)) {
            throw new IOException(
                    "a frame of FLAC of " + length + " samples, channels " + channels + ", size " + sizeCode);
        }
        int[] first = channel(length, SAMPLE_BITS + (channels == SIDE_AND_RIGHT ? 1 : 0));
        int[] second = channel(length, SAMPLE_BITS + (channels == LEFT_AND_SIDE || channels == MID_AND_SIDE ? 1 : 0));
        join(channels, first, second);
        return new int[][] {first, second};
    }

    /** The number of the frame, in the manner of UTF-8. */
    private void skipNumber() throws IOException {
        int first = (int) bits.read(8);
        int more = first < 0x80 ? 0 : Integer.numberOfLeadingZeros(~(first << 24)) - 1;
        for (int i = 0; i < more; i++) {
            bits.read(8);
        }
    }

    private int length(int code) throws IOException {
        return switch (code) {
            case 0 -> throw new IOException("a frame of FLAC without a length");
            case 1 -> 192;
            case 2, 3, 4, 5 -> 576 << code - 2;
            case 6 -> 1 + (int) bits.read(8);
            case 7 -> 1 + (int) bits.read(16);
            default -> 256 << code - 8;
        };
    }

    /** The CRC of 8 bits, polynomial 07h, of what came so far. */
    private void checkHeader(int from) throws IOException {
        int end = bits.alignToByte();
        int crc = 0;
        for (int i = from; i < end; i++) {
            crc ^= packed[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) != 0 ? crc << 1 ^ 0x07 : crc << 1;
            }
            crc &= 0xFF;
        }
        if (bits.read(8) != crc) {
            throw new IOException("the CRC of a header of FLAC is wrong");
        }
    }

    private static void join(int channels, int[] first, int[] second) {
        for (int i = 0; i < first.length; i++) {
            switch (channels) {
                case LEFT_AND_SIDE -> second[i] = first[i] - second[i];
                case SIDE_AND_RIGHT -> first[i] += second[i];
                case MID_AND_SIDE -> {
                    int mid = first[i] << 1 | second[i] & 1;
                    int side = second[i];
                    first[i] = mid + side >> 1;
                    second[i] = mid - side >> 1;
                }
                default -> {}
            }
        }
    }

    private int[] channel(int length, int sampleBits) throws IOException {
        if (bits.read(1) != 0) {
            throw new IOException("a subframe of FLAC that is none");
        }
        int kind = (int) bits.read(6);
        int wasted = bits.read(1) == 0 ? 0 : 1 + bits.readUnary();
        int width = sampleBits - wasted;
        if (width < 1) {
            throw new IOException("a subframe of FLAC of " + wasted + " wasted bits");
        }
        int[] samples = new int[length];
        if (kind == 0) {
            Arrays.fill(samples, (int) bits.readSigned(width));
        } else if (kind == 1) {
            readPlain(samples, length, width);
        } else if (kind >= FIXED && kind <= FIXED + 4) {
            readFixed(samples, kind - FIXED, width);
        } else if (kind >= LINEAR) {
            readLinear(samples, kind - LINEAR + 1, width);
        } else {
            throw new IOException("a subframe of FLAC of the kind " + kind);
        }
        for (int i = 0; wasted > 0 && i < length; i++) {
            samples[i] <<= wasted;
        }
        return samples;
    }

    private void readPlain(int[] samples, int count, int width) throws IOException {
        if (count > samples.length) {
            throw new IOException("a frame of FLAC is shorter than its predictor");
        }
        for (int i = 0; i < count; i++) {
            samples[i] = (int) bits.readSigned(width);
        }
    }

    private void readFixed(int[] samples, int order, int width) throws IOException {
        readPlain(samples, order, width);
        readResiduals(samples, order);
        for (int i = order; i < samples.length; i++) {
            samples[i] += switch (order) {
                case 0 -> 0;
                case 1 -> samples[i - 1];
                case 2 -> 2 * samples[i - 1] - samples[i - 2];
                case 3 -> 3 * samples[i - 1] - 3 * samples[i - 2] + samples[i - 3];
                default -> 4 * samples[i - 1] - 6 * samples[i - 2] + 4 * samples[i - 3] - samples[i - 4];
            };
        }
    }

    private void readLinear(int[] samples, int order, int width) throws IOException {
        readPlain(samples, order, width);
        int precision = (int) bits.read(4) + 1;
        int shift = (int) bits.readSigned(5);
        if (precision == 16 || shift < 0) {
            throw new IOException("a predictor of FLAC that is none");
        }
        int[] coefficients = new int[order];
        for (int i = 0; i < order; i++) {
            coefficients[i] = (int) bits.readSigned(precision);
        }
        readResiduals(samples, order);
        for (int i = order; i < samples.length; i++) {
            long sum = 0;
            for (int j = 0; j < order; j++) {
                sum += (long) coefficients[j] * samples[i - 1 - j];
            }
            samples[i] += (int) (sum >> shift);
        }
    }

    private void readResiduals(int[] samples, int order) throws IOException {
        int method = (int) bits.read(2);
        int partitionOrder = (int) bits.read(4);
        int partition = samples.length >> partitionOrder;
        if (method > 1 || partition << partitionOrder != samples.length || partition < order) {
            throw new IOException("residuals of FLAC in partitions that are none");
        }
        int parameterBits = method == 0 ? 4 : 5;
        int at = order;
        for (int end = partition; end <= samples.length && partition > 0; end += partition) {
            int parameter = (int) bits.read(parameterBits);
            boolean plain = parameter == (1 << parameterBits) - 1;
            int width = plain ? (int) bits.read(5) : parameter;
            while (at < end) {
                samples[at++] = plain ? (width == 0 ? 0 : (int) bits.readSigned(width)) : rice(width);
            }
        }
        if (at < samples.length) {
            throw new EOFException("it ends too early");
        }
    }

    private int rice(int parameter) throws IOException {
        int value = bits.readUnary() << parameter | (int) bits.read(parameter);
        return value >>> 1 ^ -(value & 1);
    }
}
