package io.spindle.iso.contents;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Inspector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that an image holds makes a reader throw, hang, or take memory that the image does not have. */
final class DiscContentsFuzzTest {
    private static final int ROUNDS = 800;
    private static final ParseLimits LIMITS = new ParseLimits(64, 2000, 5000, 1 << 20, 16 << 20);
    private static final List<Image> IMAGES = List.of(
            Image.of(IsoImage.sample().bytes()),
            Image.of(new UdfImage(UdfImage.Kind.PHYSICAL).bytes()),
            Image.of(new UdfImage(UdfImage.Kind.VIRTUAL).bytes()),
            Image.of(new UdfImage(UdfImage.Kind.SPARABLE).bytes()),
            Image.of(new UdfImage(UdfImage.Kind.METADATA).bytes()));

    /** An image, and where its bytes are not 0. */
    private record Image(byte[] bytes, int[] used) {
        static Image of(byte[] bytes) {
            return new Image(
                    bytes,
                    IntStream.range(0, bytes.length).filter(i -> bytes[i] != 0).toArray());
        }
    }

    @FuzzTest(maxDuration = "30s")
    void image_changedAsAFuzzerLikes_isReadInBounds(byte[] changes) {
        for (Image image : IMAGES) {
            readAll(changed(image, changes));
        }
    }

    @Test
    @Timeout(120)
    void images_changedAtRandom_areReadInBounds() {
        Random random = new Random(20);
        for (int round = 0; round < ROUNDS; round++) {
            Image image = IMAGES.get(round % IMAGES.size());
            byte[] changes = new byte[4 * (1 + random.nextInt(12))];
            random.nextBytes(changes);
            long begin = System.nanoTime();
            readAll(changed(image, changes));
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("round %d", round)
                    .isLessThan(Duration.ofSeconds(30));
        }
    }

    /** Each four bytes name a place that is used, and the byte that goes there; sums of UDF are made right again. */
    private static byte[] changed(Image original, byte[] changes) {
        byte[] image = original.bytes().clone();
        int[] used = original.used();
        for (int i = 0; i + 4 <= changes.length; i += 4) {
            int at = used[((changes[i] & 0xFF) << 8 | changes[i + 1] & 0xFF) * 31 % used.length];
            int near = Math.min(image.length - 1, Math.max(0, at + changes[i + 2] % 16));
            image[near] = changes[i + 3];
            resum(image, near / 2048 * 2048);
        }
        return image;
    }

    /** Without this nearly every change of UDF would only be a wrong sum. */
    private static void resum(byte[] image, int block) {
        boolean descriptor = block >= 32 * 2048 && image[block + 2] == 3 && image[block + 3] == 0;
        if (!descriptor) {
            return;
        }
        image[block + 8] = 0;
        image[block + 9] = 0;
        image[block + 10] = 0;
        image[block + 11] = 0;
        int sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += i == 4 ? 0 : image[block + i];
        }
        image[block + 4] = (byte) sum;
    }

    private static void readAll(byte[] image) {
        ByteSource source = new MemoryByteSource(image);
        assertThat(Inspector.inspect(source).findings()).hasSizeLessThan(300);
        DiscContents contents = DiscContents.open(source, 0, LIMITS);
        for (Volume volume : contents.volumes()) {
            new FileTree(volume, LIMITS)
                    .walk("", volume.root(), (path, nodes) -> nodes.forEach(node -> read(volume, node)));
            assertThat(volume.findings()).hasSizeLessThan(300);
            new FileTree(volume, LIMITS).find("link/in.txt", true);
        }
    }

    private static void read(Volume volume, FileNode node) {
        assertThat(node.name()).doesNotContain("/", "\0").isNotIn("", ".", "..");
        if (node.kind() != FileKind.FILE) {
            return;
        }
        try (ByteSource content = volume.open(node)) {
            ByteBuffer begin = ByteBuffer.allocate((int) Math.min(4096, content.lengthBytes()));
            content.read(0, begin);
            content.read(content.lengthBytes() - begin.capacity(), begin.clear());
        } catch (IOException unreadable) {
            assertThat(unreadable).hasMessageNotContaining("null");
        }
    }
}
