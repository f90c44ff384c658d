package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libnbd's programs and qemu-img against a served file. */
final class NbdClientsIT {
    @TempDir
    private static Path folder;

    private static Path image;

    @BeforeAll
    static void makeImage() throws IOException {
        byte[] bytes = new byte[5 * 1024 * 1024 + 700];
        new Random(1).nextBytes(bytes);
        image = Files.write(folder.resolve("odd size.iso"), bytes);
    }

    @Test
    void nbdinfo_servedFile_tellsSizeFlagsAndMap() throws Exception {
        Peers.need("what nbdinfo says of an export", "nbdinfo");
        try (SpindleProcess spindle = SpindleProcess.serve(folder, image.toString(), "--nbd", "127.0.0.1:0")) {
            String url = spindle.url("odd size.iso");
            assertThat(Run.of("nbdinfo", "--size", url).output().strip()).isEqualTo("5244928");
            Run info = Run.of("nbdinfo", url);
            assertThat(info.output())
                    .contains("is_read_only: true", "can_multi_conn: true", "can_df: true", "can_cache: true")
                    .contains("block_size_minimum: 1", "block_size_preferred: 4096", "block_size_maximum: 33554432")
                    .contains("base:allocation");
            assertThat(Run.of("nbdinfo", "--list", url.substring(0, url.lastIndexOf('/')))
                            .output())
                    .contains("export=\"odd size.iso\"");
        }
    }

    @Test
    void nbdinfo_sparseFile_mapShowsItsHoles() throws Exception {
        Peers.need("holes of sparse files", "nbdinfo");
        Path sparse = folder.resolve("sparse.img");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(6L << 30);
            file.seek(5L << 30);
            file.write(new byte[] {1});
        }
        try (SpindleProcess spindle = SpindleProcess.serve(folder, sparse.toString(), "--nbd", "127.0.0.1:0")) {
            String map = Run.of("nbdinfo", "--map", spindle.url("sparse.img")).output();
            assertThat(map.lines()
                            .map(line -> line.strip().split("\\s+")[0] + " "
                                    + line.strip().split("\\s+")[2]))
                    .containsExactly("0 3", "5368709120 0", "5368713216 3");
        }
    }

    @Test
    void qemuImgCompare_wholeImageOverTcpAndUnix_isIdentical() throws Exception {
        Peers.need("whole images read by QEMU's client", "qemu-img");
        Path socket = folder.resolve("s.sock");
        Path padded = Files.write(folder.resolve("padded"), Files.readAllBytes(image));
        try (RandomAccessFile file = new RandomAccessFile(padded.toFile(), "rw")) {
            file.setLength(5244928);
        }
        try (SpindleProcess spindle = SpindleProcess.serve(
                folder,
                image.toString(),
                "--nbd",
                "127.0.0.1:0",
                "--nbd",
                "[::1]:0",
                "--nbd-socket",
                socket.toString())) {
            for (int i = 0; i < 3; i++) {
                String url = spindle.disc("odd size.iso").get("urls").get(i).asText();
                Run compare = Run.of("qemu-img", "compare", "-f", "raw", "-F", "raw", url, padded.toString());
                assertThat(compare.output()).contains("Images are identical");
                assertThat(compare.exit()).isZero();
            }
        }
    }

    @Test
    void nbdcopy_fourConnections_givesTheBytes() throws Exception {
        Peers.need("whole images read by nbdcopy", "nbdcopy");
        Path copy = folder.resolve("copy");
        try (SpindleProcess spindle = SpindleProcess.serve(folder, image.toString(), "--nbd", "127.0.0.1:0")) {
            String url = spindle.url("odd size.iso");
            assertThat(Run.of("nbdcopy", "--connections=4", url, copy.toString())
                            .exit())
                    .isZero();
        }
        byte[] expected = java.util.Arrays.copyOf(Files.readAllBytes(image), 5244928);
        assertThat(Files.readAllBytes(copy)).isEqualTo(expected);
    }

    @Test
    void nbdsh_oddCorners_answeredInSync() throws Exception {
        // The system's own Python: another one on the path does not know libnbd.
        Peers.file("refusals and corners of the protocol (nbdsh)", "/usr/lib/python3/dist-packages/nbd.py");
        String script = """
                import nbd
                h.set_strict_mode(0)
                size = h.get_size()
                assert len(h.pread(512, 512)) == 512
                assert len(h.pread(1000, 77)) == 1000
                assert h.pread(700, 5 * 1024 * 1024 + 700) == bytes(700)
                assert len(h.pread(1, size - 1)) == 1
                def refused(call, errno):
                    try:
                        call()
                    except nbd.Error as e:
                        assert e.errno == errno, (e.errno, errno)
                    else:
                        raise AssertionError('not refused: ' + errno)
                refused(lambda: h.pread(1, size), 'EINVAL')
                refused(lambda: h.pwrite(bytes(100000), 0), 'EPERM')
                refused(lambda: h.trim(512, 0), 'EPERM')
                refused(lambda: h.zero(512, 0), 'EPERM')
                refused(lambda: h.block_status(512, 0, lambda *a: 0), 'EINVAL')
                h.flush()
                h.cache(size, 0)
                assert len(h.pread(4096, 4096, nbd.CMD_FLAG_DF)) == 4096
                print('all corners')
                """;
        try (SpindleProcess spindle = SpindleProcess.serve(folder, image.toString(), "--nbd", "127.0.0.1:0")) {
            Run run = Run.of("/usr/bin/python3", "-m", "nbd", "-u", spindle.url("odd size.iso"), "-c", script);
            assertThat(run.output().strip()).endsWith("all corners");
            assertThat(spindle.stop()).isZero();
        }
    }
}
