package io.spindle.iso.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Images of any kind: recognising them throws nothing, reads little, and says little.
 *
 * <p>The inputs beside this class (resources, {@code InspectorFuzzTestInputs}) are what genisoimage, xorriso, mkudffs and
 * we ourselves write, without the files, and by hand what could lead a reader astray. CONTRIBUTING.md tells how to look
 * for more.
 */
final class InspectorFuzzTest {
    private static final int MAXIMUM_BYTES = 4 << 20;
    private static final int MAXIMUM_READS = 1000;
    private static final int MAXIMUM_TEXT_CHARACTERS = 400;

    @FuzzTest
    void image(byte[] input) {
        Pieces image = new Pieces(input);
        Inspection inspection = Inspector.inspect(image);
        assertThat(image.bytesRead).isLessThanOrEqualTo(MAXIMUM_BYTES);
        assertThat(image.reads).isLessThanOrEqualTo(MAXIMUM_READS);
        assertThat(inspection.lengthBytes()).isEqualTo(image.lengthBytes());
        assertThat(inspection.findings()).hasSizeLessThanOrEqualTo(100);
        inspection.findings().forEach(it -> assertHarmless(it.text()));
        inspection.label().ifPresent(InspectorFuzzTest::assertHarmless);
        inspection.udf().flatMap(UdfVolume::label).ifPresent(InspectorFuzzTest::assertHarmless);
        inspection.iso9660().jolietLabel().ifPresent(InspectorFuzzTest::assertHarmless);
        assertThat(inspection.bootCatalog().entries()).hasSizeLessThanOrEqualTo(64);
        assertThat(inspection.partitions().partitions())
                .hasSizeLessThanOrEqualTo(2048)
                .allMatch(it -> it.startBytes() >= 0 && it.lengthBytes() > 0);
    }

    /** Shown to people as it is. */
    private static void assertHarmless(String text) {
        assertThat(text).isNotBlank();
        assertThat(text.length()).isLessThanOrEqualTo(MAXIMUM_TEXT_CHARACTERS);
        assertThat(text.codePoints().noneMatch(Character::isISOControl)).isTrue();
    }

    /**
     * An image of zeros with pieces of bytes in it.
     *
     * <p>Encoded as: 4 bytes, length of the image in units of 16 bytes; then for each piece 4 bytes, its place in units of
     * 16 bytes, 2 bytes, its length, and its bytes. Reading at the place 0xFFFFFFF0 fails.
     */
    private static final class Pieces implements ByteSource {
        private static final long UNREADABLE = 0xFFFF_FFF0L;

        private final byte[] input;
        private long bytesRead;
        private int reads;

        Pieces(byte[] input) {
            this.input = input;
        }

        @Override
        public long lengthBytes() {
            return input.length < 4
                    ? input.length
                    : 16 * (ByteBuffer.wrap(input).getInt() & 0xffffffffL);
        }

        @Override
        public void read(long offsetBytes, ByteBuffer destination) throws IOException {
            Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes());
            reads++;
            bytesRead += destination.remaining();
            if (offsetBytes <= UNREADABLE && UNREADABLE < offsetBytes + destination.remaining()) {
                throw new IOException("bad place");
            }
            ByteBuffer pieces = ByteBuffer.wrap(input);
            ByteBuffer part = destination.duplicate();
            destination.position(destination.limit());
            pieces.position(Math.min(4, input.length));
            try {
                while (pieces.hasRemaining()) {
                    lay(pieces, offsetBytes, part);
                }
            } catch (BufferUnderflowException e) {
                // The last piece is not whole, and counts as none.
            }
        }

        private static void lay(ByteBuffer pieces, long offsetBytes, ByteBuffer part) {
            long place = 16 * (pieces.getInt() & 0xffffffffL);
            byte[] piece = new byte[pieces.getShort() & 0xffff];
            pieces.get(piece);
            long from = Math.max(place, offsetBytes);
            long to = Math.min(place + piece.length, offsetBytes + part.remaining());
            if (from < to) {
                part.slice(part.position() + (int) (from - offsetBytes), (int) (to - from))
                        .put(piece, (int) (from - place), (int) (to - from));
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
