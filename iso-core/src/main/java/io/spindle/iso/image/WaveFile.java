package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.SlicedByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A RIFF WAVE file that holds audio as a CD does: two channels of 16 bits at 44,100 Hz, not compressed. */
final class WaveFile {
    private static final int RIFF = 0x46464952;
    private static final int RF64 = 0x34364652;
    private static final int WAVE = 0x45564157;
    private static final int FMT = 0x20746D66;
    private static final int DATA = 0x61746164;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int FMT_BYTES = 16;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int EXTENSIBLE_BYTES = 26;
    private static final int SAMPLES_BYTES = 4;
    private static final int MAXIMUM_CHUNKS = 1000;
    /** What programs that wrote to a pipe leave as length, for they could not go back to mend it. */
    private static final long UNKNOWN_LENGTH_FROM = 0x7FFF0000L;

    private final ByteSource file;
    private boolean formatSeen;

    private WaveFile(ByteSource file) {
        this.file = file;
    }

    /**
     * The samples of a file; closing them closes the file.
     *
     * @throws ImageFormatException when it is no such file
     */
    static ByteSource samples(ByteSource file) throws IOException {
        return new WaveFile(file).find();
    }

    private ByteSource find() throws IOException {
        ByteBuffer head = bytes(0, 12);
        if (head.getInt(0) == RF64) {
            throw new ImageFormatException("it is an RF64 file, which is not read: convert it to WAVE");
        }
        if (head.getInt(0) != RIFF || head.getInt(8) != WAVE) {
            throw new ImageFormatException("it is no WAVE file");
        }
        long at = 12;
        for (int i = 0; i < MAXIMUM_CHUNKS; i++) {
            ByteBuffer chunk = bytes(at, CHUNK_HEADER_BYTES);
            long length = Integer.toUnsignedLong(chunk.getInt(4));
            long start = at + CHUNK_HEADER_BYTES;
            if (chunk.getInt(0) == DATA) {
                return data(start, length);
            }
            if (chunk.getInt(0) == FMT) {
                checkFormat(start, length);
            }
            at = start + length + length % 2;
        }
        throw new ImageFormatException("it has no data among its first " + MAXIMUM_CHUNKS + " chunks");
    }

    private void checkFormat(long start, long length) throws IOException {
        if (length < FMT_BYTES) {
            throw new ImageFormatException("its format is told in " + length + " bytes instead of 16");
        }
        ByteBuffer format = bytes(start, FMT_BYTES);
        int coding = format.getShort(0) & 0xFFFF;
        if (coding == EXTENSIBLE && length >= EXTENSIBLE_BYTES) {
            coding = bytes(start, EXTENSIBLE_BYTES).getShort(24) & 0xFFFF;
        }
        int channels = format.getShort(2) & 0xFFFF;
        long rate = Integer.toUnsignedLong(format.getInt(4));
        int bits = format.getShort(14) & 0xFFFF;
        if (coding != PCM || channels != 2 || rate != 44_100 || bits != 16) {
            throw new ImageFormatException(String.format(
                    "its audio is of coding %d with %d channels of %d bits at %d Hz: a CD has PCM (1) with 2 channels"
                            + " of 16 bits at 44100 Hz",
                    coding, channels, bits, rate));
        }
        formatSeen = true;
    }

    private ByteSource data(long start, long told) throws IOException {
        if (!formatSeen) {
            throw new ImageFormatException("its data comes before its format is told");
        }
        long there = file.lengthBytes() - start;
        boolean toTheEnd = told == 0 || (told > there && told >= UNKNOWN_LENGTH_FROM);
        if (told > there && !toTheEnd) {
            throw new ImageFormatException("it was cut: it tells of " + told + " bytes of audio, there are " + there);
        }
        long length = toTheEnd ? there : told;
        length -= length % SAMPLES_BYTES;
        if (length == 0) {
            throw new ImageFormatException("it holds no audio");
        }
        return SlicedByteSource.of(file, start, length);
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        if (at + length > file.lengthBytes()) {
            throw new ImageFormatException("it ends before its audio begins");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(at, bytes);
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
