package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.NbdShell;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libnbd's programs and qemu-img read what is served. */
final class NbdClientsIT {
    private static final String NAME = "odd size.iso";
    private static final int IMAGE_BYTES = 5 * 1024 * 1024 + 700;
    private static final int SERVED_BYTES = 5_244_928;

    @TempDir
    private static Path folder;

    private static Path image;
    private static Path padded;

    @BeforeAll
    static void makeImages() throws IOException {
        image = Images.random(folder.resolve(NAME), IMAGE_BYTES, 1);
        padded = Files.write(folder.resolve("padded"), Arrays.copyOf(Files.readAllBytes(image), SERVED_BYTES));
    }

    @Test
    @Needs(value = Peer.NBDINFO, toShow = "what nbdinfo says of an export")
    void nbdinfo_servedFile_tellsSizeFlagsAndContexts() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve(image)) {
            String url = spindle.url(NAME);
            assertThat(Command.of("nbdinfo", "--size", url).output().strip()).isEqualTo("5244928");
            assertThat(Command.of("nbdinfo", url).output())
                    .contains("is_read_only: true", "can_multi_conn: true", "can_df: true", "can_cache: true")
                    .contains("can_flush: false", "can_trim: false", "can_zero: false", "is_rotational: false")
                    .contains("block_size_minimum: 1", "block_size_preferred: 4096", "block_size_maximum: 33554432")
                    .contains("base:allocation");
        }
    }

    @Test
    @Needs(value = Peer.NBDINFO, toShow = "nbdinfo's list of exports")
    void nbdinfo_list_namesAndDescribesEveryDisc() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--demo", "--pattern", "8G")) {
            String list = Command.of("nbdinfo", "--list", "nbd://127.0.0.1:" + spindle.port())
                    .output();
            assertThat(list)
                    .contains("export=\"demo.iso\"", "export=\"odd size.iso\"", "export=\"pattern\"")
                    .contains("export-size: 8589934592 (8G)", "description: SPINDLE_DEMO");
        }
    }

    @Test
    @Needs(value = Peer.NBDINFO, toShow = "holes of sparse files, beyond 4 GiB too")
    void nbdinfo_sparseFile_mapShowsItsHoles() throws IOException {
        Path sparse = Images.hole(folder.resolve("sparse.img"), 6L << 30);
        Images.put(sparse, 5L << 30, new byte[] {1});
        try (SpindleProcess spindle = SpindleProcess.serve(sparse)) {
            String map =
                    Command.of("nbdinfo", "--map", spindle.url("sparse.img")).output();
            // The last block of the file was written when it was made.
            assertThat(rows(map))
                    .containsExactly(
                            "0 5368709120 3", "5368709120 4096 0", "5368713216 1073733632 3", "6442446848 4096 0");
        }
    }

    @Test
    @Needs(value = Peer.QEMU_IMG, toShow = "whole images read by QEMU's client over IPv4, IPv6 and a Unix socket")
    void qemuImgCompare_everyListener_isIdentical() throws IOException {
        List<String> listeners = List.of(
                "--nbd",
                "127.0.0.1:0",
                "--nbd",
                "[::1]:0",
                "--nbd-socket",
                folder.resolve("nbd.sock").toString());
        try (SpindleProcess spindle = SpindleProcess.serveOn(listeners, image)) {
            assertThat(spindle.disc(NAME).urls()).hasSize(3);
            for (String url : spindle.disc(NAME).urls()) {
                assertThat(Command.of("qemu-img", "compare", "-f", "raw", "-F", "raw", url, padded)
                                .output())
                        .contains("Images are identical");
            }
        }
    }

    @Test
    @Needs(value = Peer.NBDCOPY, toShow = "whole images read by nbdcopy")
    void nbdcopy_fourConnections_givesTheBytes() throws IOException {
        Path copy = folder.resolve("copy");
        try (SpindleProcess spindle = SpindleProcess.serve(image)) {
            Command.of("nbdcopy", "--connections=4", spindle.url(NAME), copy).output();
        }
        assertThat(copy).hasSameBinaryContentAs(padded);
    }

    @Test
    @Needs(value = Peer.NBDCOPY, toShow = "a sparse image of over 4 GiB read by nbdcopy")
    void nbdcopy_beyondFourGigabytes_givesTheBytesAndHoles() throws IOException {
        Path large = Images.hole(folder.resolve("large.img"), (5L << 30) + 4096);
        byte[] mark = Images.noise(4096, 7);
        Images.put(large, (4L << 30) - 2048, mark);
        Path copy = folder.resolve("large-copy");
        try (SpindleProcess spindle = SpindleProcess.serve(large)) {
            Command.of("nbdcopy", spindle.url("large.img"), copy).output();
        }
        assertThat(Files.size(copy)).isEqualTo(5_368_713_216L);
        try (RandomAccessFile read = new RandomAccessFile(copy.toFile(), "r")) {
            byte[] seen = new byte[4096 + 2];
            read.seek((4L << 30) - 2048 - 1);
            read.readFully(seen);
            assertThat(Arrays.copyOfRange(seen, 1, 4097)).isEqualTo(mark);
            assertThat(new byte[] {seen[0], seen[4097]}).containsExactly(0, 0);
        }
        Files.delete(copy);
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "reads at odd places and everything that is refused")
    void nbdsh_oddCorners_answeredInSync() throws Exception {
        try (SpindleProcess spindle = SpindleProcess.serve(image)) {
            NbdShell.run(spindle.url(NAME), padded, """
                    h.set_strict_mode(0)
                    h.connect_uri(uri)
                    size = h.get_size()
                    data = open(image, "rb").read()
                    assert size == len(data)
                    for offset, count in ((0, 1), (511, 3), (1000, 77), (size - 1, 1), (size - 700, 700), (2047, 4098)):
                        assert h.pread(count, offset) == data[offset:offset + count], (offset, count)
                    assert h.pread(size, 0) == data
                    fails(errno.EINVAL, h.pread, 1, size)
                    fails(errno.EINVAL, h.pread, 2, size - 1)
                    fails(errno.EINVAL, h.pread, 4096, 2 ** 63)
                    fails(errno.EPERM, h.pwrite, bytes(100000), 0)
                    fails(errno.EPERM, h.pwrite, bytes(1), size)
                    fails(errno.EPERM, h.trim, 512, 0)
                    fails(errno.EPERM, h.zero, 512, 0)
                    fails(errno.EINVAL, h.block_status, 512, 0, lambda *a: 0)
                    h.flush()
                    h.cache(size, 0)
                    fails(errno.EINVAL, h.cache, 1, size)
                    assert h.pread(4096, 4096, nbd.CMD_FLAG_DF) == data[4096:8192]
                    h.shutdown()
                    """);
            assertThat(spindle.stop()).isZero();
        }
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "writes that are refused when all of them was sent")
    void nbdsh_longWrites_answeredWhenSent() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve(image)) {
            NbdShell.run(spindle.url(NAME), padded, """
                    h.set_strict_mode(0)
                    h.connect_uri(uri)
                    data = open(image, "rb").read()
                    for turn in range(8):
                        fails(errno.EPERM, h.pwrite, bytes(60 * 1024 * 1024), 0)
                        assert h.pread(70000, 123) == data[123:70123]
                    h.shutdown()
                    """);
        }
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "sixty-four requests under way at once")
    void nbdsh_sixtyFourDeep_everyReplyIsRight() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve(image)) {
            NbdShell.run(spindle.url(NAME), padded, """
                    h.connect_uri(uri)
                    data = open(image, "rb").read()
                    random.seed(5)
                    for turn in range(20):
                        pending = []
                        for i in range(64):
                            count = random.choice((1, 512, 2048, 4096, 65536, 300000, 1048576))
                            offset = random.randrange(len(data) - count)
                            buffer = nbd.Buffer(count)
                            pending.append((offset, count, buffer, h.aio_pread(buffer, offset)))
                        for offset, count, buffer, cookie in pending:
                            while not h.aio_command_completed(cookie):
                                h.poll(-1)
                            assert buffer.to_bytearray() == data[offset:offset + count], (offset, count)
                    h.shutdown()
                    """);
        }
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "requests over the limit")
    void nbdsh_readOverTheLimit_refusedAndTheConnectionGoesOn() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve("--pattern", "8G")) {
            NbdShell.run(spindle.url("pattern"), "", """
                    h.set_strict_mode(0)
                    h.connect_uri(uri)
                    limit = 32 * 1024 * 1024
                    sector = 4 * 1024 * 1024
                    assert h.pread(limit, sector * 2048 - limit)[-8:] == struct.pack(">Q", sector - 1)
                    fails(errno.EOVERFLOW, h.pread, limit + 2048, 0)
                    assert h.pread(8, 2048 * 12345) == struct.pack(">Q", 12345)
                    h.shutdown()
                    """);
        }
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "negotiation step by step")
    void nbdsh_optionMode_everyOptionAnswers() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve(image, "--demo")) {
            NbdShell.run(spindle.url(NAME), padded, """
                    h.set_opt_mode(True)
                    h.connect_tcp("127.0.0.1", uri.split(":")[2].split("/")[0])
                    names = {}
                    assert h.opt_list(lambda name, text: names.update({name: text})) == 2
                    assert set(names) == {"demo.iso", "odd size.iso"}, names
                    assert names["demo.iso"].startswith("SPINDLE_DEMO")
                    h.set_export_name("no such disc")
                    fails(errno.ENOENT, h.opt_info)
                    fails(errno.ENOENT, h.opt_go)
                    h.set_export_name("../etc/passwd")
                    fails(errno.ENOENT, h.opt_info)
                    h.set_full_info(True)
                    h.set_export_name("odd size.iso")
                    h.opt_info()
                    assert h.get_size() == 5244928
                    assert h.get_canonical_export_name() == "odd size.iso"
                    assert h.get_export_description() == names["odd size.iso"]
                    contexts = []
                    h.opt_list_meta_context(lambda name: contexts.append(name))
                    assert contexts == ["base:allocation"], contexts
                    h.add_meta_context("base:allocation")
                    h.add_meta_context("qemu:dirty-bitmap:x")
                    h.opt_go()
                    assert h.can_meta_context("base:allocation")
                    assert not h.can_meta_context("qemu:dirty-bitmap:x")
                    extents = []
                    h.block_status(5244928, 0, lambda context, offset, entries, error: extents.append((context, offset, entries)))
                    assert extents[0][:2] == ("base:allocation", 0)
                    one = []
                    h.block_status(4096, 0, lambda context, offset, entries, error: one.append(entries), nbd.CMD_FLAG_REQ_ONE)
                    assert len(one[0]) == 2 and one[0][0] <= 4096, one
                    h.shutdown()
                    """);
        }
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "clients without structured replies and fixed newstyle options")
    void nbdsh_oldStyleClients_readTheSame() throws IOException {
        try (SpindleProcess spindle = SpindleProcess.serve(image)) {
            NbdShell.run(spindle.url(NAME), padded, """
                    data = open(image, "rb").read()
                    for flags in (0, nbd.HANDSHAKE_FLAG_FIXED_NEWSTYLE, nbd.HANDSHAKE_FLAG_NO_ZEROES):
                        old = nbd.NBD()
                        old.set_handshake_flags(flags)
                        old.set_request_structured_replies(False)
                        old.connect_uri(uri)
                        assert not old.get_structured_replies_negotiated()
                        assert old.pread(70000, 123) == data[123:70123]
                        old.shutdown()
                    """);
        }
    }

    @Test
    @Needs(value = Peer.NBDSH, toShow = "the default export")
    void nbdsh_emptyName_isTheSingleOrTheChosenDisc() throws IOException {
        try (SpindleProcess one = SpindleProcess.serve(image);
                SpindleProcess two = SpindleProcess.serve(image, "--demo");
                SpindleProcess chosen = SpindleProcess.serve(image, "--demo", "--default", NAME)) {
            assertThat(size(one)).isEqualTo("5244928");
            assertThat(Command.of("nbdinfo", "--size", address(two)).run().exitCode())
                    .isNotZero();
            assertThat(size(chosen)).isEqualTo("5244928");
        }
    }

    private static String size(SpindleProcess spindle) {
        return Command.of("nbdinfo", "--size", address(spindle)).output().strip();
    }

    private static String address(SpindleProcess spindle) {
        return "nbd://127.0.0.1:" + spindle.port();
    }

    private static List<String> rows(String map) {
        return map.lines()
                .map(line -> line.strip().split("\\s+"))
                .map(words -> String.join(" ", words[0], words[1], words[2]))
                .toList();
    }
}
