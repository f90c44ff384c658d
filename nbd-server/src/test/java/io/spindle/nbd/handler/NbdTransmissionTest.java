package io.spindle.nbd.handler;

import static io.spindle.nbd.handler.Conversation.hex;
import static io.spindle.nbd.handler.Conversation.option;
import static io.spindle.nbd.handler.Conversation.request;
import static io.spindle.nbd.handler.Conversation.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.bytes.DamagedLeaves;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.bytes.MerkleTree;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.transport.TransferCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transmission phase as bytes. */
final class NbdTransmissionTest {
    private static final String STRUCTURED = option(8, "");
    private static final String EXTENDED = option(11, "");

    /** What shows that requests and replies are still in step: four bytes at 2. */
    private static final String PROBE = request(0, 0, 0x77, 2, 4);

    private static final String PROBED = "67446698 00000000 0000000000000077 02030405";
    private static final String PROBED_STRUCTURED =
            "668e33ef 0001 0001 0000000000000077 0000000c 0000000000000002 02030405";

    @Test
    void read_simple_headerAndData() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(request(0, 0, 0xfedcba9876543210L, 0x7fe, 2));
            assertThat(it.heard()).isEqualTo(hex("67446698 00000000 fedcba9876543210 feff"));
        }
    }

    @Test
    void read_structured_isOneChunkThatIsDone() {
        try (Conversation it = Conversation.reading("a.iso", STRUCTURED)) {
            it.say(request(4, 0, 7, 2, 4)); // NBD_CMD_FLAG_DF
            assertThat(it.heard())
                    .isEqualTo(hex("668e33ef 0001 0001 0000000000000007 0000000c 0000000000000002 02030405"));
        }
    }

    @Test
    void read_extended_echoesTheOffset() {
        try (Conversation it = Conversation.reading("a.iso", EXTENDED)) {
            it.say("21e41c71 0000 0000 0000000000000007 0000000000000002 0000000000000004");
            assertThat(it.heard())
                    .isEqualTo(hex("6e8a278c 0001 0001 0000000000000007 0000000000000002 000000000000000c"
                            + "0000000000000002 02030405"));
        }
    }

    /** Once the blocks had to be loaded, then they are sent as they lie in the cache. */
    @Test
    void read_acrossBlocksOfACache_isTheSameFromMemory() {
        try (Conversation it = new Conversation(SampleDiscs.andCached(), Optional.empty())) {
            it.say(Conversation.FLAGS + option(7, text("cached.iso") + "0000"));
            it.say(request(0, 0, 5, 65_534, 4) + request(0, 0, 6, 199_999, 1));
            assertThat(it.heard()).endsWith(hex("0000000000000005 feff0001" + "67446698 00000000 0000000000000006 3f"));
            for (int round = 0; round < 3; round++) {
                it.say(request(0, 0, 5, 65_534, 4) + request(0, 0, 6, 199_999, 1) + PROBE);
                assertThat(it.heard())
                        .isEqualTo(hex("67446698 00000000 0000000000000005 feff0001"
                                + "67446698 00000000 0000000000000006 3f" + PROBED));
            }
        }
    }

    @Test
    void reads_areCounted_andThoseThatFailApart() {
        try (Conversation it = Conversation.reading("bad.iso")) {
            it.say(request(0, 0, 1, 0, 512) + request(0, 0, 2, 2048, 512) + request(0, 0, 3, 8192, 1));
            it.heard();

            TransferCounters.Counts counts =
                    it.traffic.counts(new SampleDiscs()).get("bad.iso");
            assertThat(counts.reads()).isEqualTo(1);
            assertThat(counts.bytes()).isEqualTo(512);
            assertThat(counts.errors()).isEqualTo(1);
        }
    }

    @Test
    void counts_ofAnExportThatIsGone_areForgotten() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(PROBE);
            it.heard();

            assertThat(it.traffic.counts(new SampleDiscs())).containsOnlyKeys("a.iso");
            it.traffic.of("gone.iso").read(1, 1);
            assertThat(it.traffic.counts(new SampleDiscs())).containsOnlyKeys("a.iso");
        }
    }

    @Test
    void read_ofNothing_succeeds() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(request(0, 0, 7, 0x800, 0) + PROBE);
            assertThat(it.heard()).isEqualTo(hex("67446698 00000000 0000000000000007" + PROBED));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7ff, 2",
        "800, 1",
        "ffffffffffffffff, 2", // the sum is 1 modulo 2^64
        "7fffffffffffffff, 1",
        "8000000000000000, 0",
        "0, 801",
    })
    void readPastTheEnd_refusedAndConnectionLives(String offset, String length) {
        long at = Long.parseUnsignedLong(offset, 16);
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(request(0, 0, 1, at, Long.parseLong(length, 16)) + PROBE);
            assertThat(it.heard()).isEqualTo(hex("67446698 00000016 0000000000000001" + PROBED));
        }
    }

    @Test
    void readOverTheLimit_refusedInSync() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(request(0, 0, 1, 0, 0x2000001) + request(0, 0, 2, 0, 0xffffffffL) + PROBE);
            assertThat(it.heard())
                    .isEqualTo(hex("67446698 00000016 0000000000000001 67446698 00000016 0000000000000002" + PROBED));
        }
        try (Conversation it = Conversation.reading("a.iso", STRUCTURED)) {
            it.say(request(0, 0, 1, 0, 0x2000001) + PROBE);
            assertThat(it.heard())
                    .startsWith(hex("668e33ef 0001 8001 0000000000000001"))
                    .contains("0000004b")
                    .endsWith(hex(PROBED_STRUCTURED));
        }
    }

    @Test
    void failedRead_simple_isAnErrorWithoutPayload() {
        try (Conversation it = Conversation.reading("bad.iso")) {
            it.say(request(0, 0, 1, 0x7ff, 2));
            it.say(PROBE);
            assertThat(it.heard()).isEqualTo(hex("67446698 00000005 0000000000000001" + PROBED));
        }
    }

    @Test
    void failedRead_structured_isAnErrorChunkWithAText() {
        try (Conversation it = Conversation.reading("bad.iso", STRUCTURED)) {
            it.say(request(0, 0, 1, 0x9ff, 2));
            it.say(PROBE);
            String text = "bad.iso: scratched";
            assertThat(it.heard())
                    .isEqualTo(hex("668e33ef 0001 8001 0000000000000001 00000018 00000005 0012"
                            + Conversation.ascii(text) + PROBED_STRUCTURED));
        }
    }

    @Test
    void readWithFlagsThatDoNotFit_structured_isAnErrorChunk() {
        for (int flags : new int[] {1, 2, 8, 16, 32, 0x8000}) {
            try (Conversation it = Conversation.reading("a.iso", STRUCTURED)) {
                it.say(request(flags, 0, 1, 0, 4) + PROBE);
                assertThat(it.heard())
                        .startsWith(hex("668e33ef 0001 8001 0000000000000001"))
                        .contains("00000016")
                        .endsWith(hex(PROBED_STRUCTURED));
            }
        }
    }

    @Test
    void dontFragment_withoutStructuredReplies_isRefused() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(request(4, 0, 1, 0, 4) + PROBE);
            assertThat(it.heard()).isEqualTo(hex("67446698 00000016 0000000000000001" + PROBED));
        }
    }

    @Test
    void write_refusedAndItsPayloadSkipped() {
        try (Conversation it = Conversation.reading("a.iso")) {
            // The payload looks like a request.
            it.say(request(0, 1, 9, 0, 28) + request(0, 0, 8, 0, 1) + PROBE);
            assertThat(it.heard()).isEqualTo(hex("67446698 00000001 0000000000000009" + PROBED));
        }
    }

    /** 4 GiB less one byte is the most that a compact header announces. */
    @Test
    void write_ofFourGigabytes_isSkippedHoldingNothing() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(request(0, 1, 9, 0, 0xffffffffL));
            byte[] piece = new byte[1 << 20];
            for (int sent = 0; sent < 4095; sent++) {
                it.say(piece);
            }
            assertThat(it.heldBytes()).isZero();
            it.say(new byte[(1 << 20) - 2]);
            assertThat(it.heard()).isEmpty();
            it.say(new byte[1]);
            assertThat(it.heard()).isEqualTo(hex("67446698 00000001 0000000000000009"));
            it.say(PROBE);
            assertThat(it.heard()).isEqualTo(hex(PROBED));
        }
    }

    @Test
    void trimWriteZeroesAndResize_carryNoPayload() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(request(0, 4, 1, 0, 512) + request(0, 6, 2, 0, 512) + request(0, 8, 3, 512, 0) + PROBE);
            assertThat(it.heard())
                    .isEqualTo(hex("67446698 00000001 0000000000000001 67446698 00000001 0000000000000002"
                            + "67446698 00000016 0000000000000003" + PROBED));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 255, 0xffff})
    void unknownCommand_refusedWithoutPayload(int type) {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(request(0, type, 1, 0, 512) + PROBE);
            assertThat(it.heard()).isEqualTo(hex("67446698 00000016 0000000000000001" + PROBED));
        }
    }

    @Test
    void flushAndCache_succeed() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(request(0, 3, 1, 0, 0) + request(0, 5, 2, 0, 0x800) + PROBE);
            assertThat(it.heard())
                    .contains(hex("67446698 00000000 0000000000000001"), hex("67446698 00000000 0000000000000002"));
        }
    }

    @Test
    void cache_badPlaceOrRangeOrFlag_isAnErrorOnlyOfItself() {
        try (Conversation it = Conversation.reading("bad.iso")) {
            it.say(request(0, 5, 1, 0, 0x1000));
            assertThat(it.heard()).isEqualTo(hex("67446698 00000005 0000000000000001"));
            it.say(request(0, 5, 2, 1, 0x1000) + request(1, 5, 3, 0, 1) + PROBE);
            assertThat(it.heard())
                    .isEqualTo(hex("67446698 00000016 0000000000000002 67446698 00000016 0000000000000003" + PROBED));
        }
    }

    @Test
    void extendedPayload_ofAnyCommand_isSkippedAndRefused() {
        try (Conversation it = Conversation.reading("a.iso", EXTENDED)) {
            String probe = "21e41c71 0000 0000 0000000000000077 0000000000000002 0000000000000004";
            // NBD_CMD_WRITE, NBD_CMD_READ and NBD_CMD_BLOCK_STATUS with NBD_CMD_FLAG_PAYLOAD_LEN.
            for (String type : new String[] {"0001", "0000", "0007"}) {
                it.say("21e41c71 0020" + type + "0000000000000009 0000000000000000 0000000000000003 ffffff" + probe);
                assertThat(it.heard())
                        .startsWith(hex("6e8a278c 0001 8001 0000000000000009 0000000000000000"))
                        .contains(type.equals("0001") ? "00000001" : "00000016")
                        .endsWith(hex("0000000000000002 02030405"));
            }
        }
    }

    @Test
    void extendedPayload_beyond32Bits_closes() {
        for (String length : new String[] {"0000000100000000", "ffffffffffffffff"}) {
            try (Conversation it = Conversation.reading("a.iso", EXTENDED)) {
                it.say("21e41c71 0020 0001 0000000000000009 0000000000000000" + length);
                assertThat(it.isOpen()).isFalse();
            }
        }
    }

    @Test
    void readsBeforeDisconnect_areAllAnswered() {
        try (Conversation it = Conversation.reading("holes.iso")) {
            StringBuilder expected = new StringBuilder();
            StringBuilder asked = new StringBuilder();
            for (int cookie = 0; cookie < 16; cookie++) {
                asked.append(request(0, 0, cookie, cookie, 2));
                expected.append(String.format("6744669800000000%016x%02x%02x", cookie, cookie, cookie + 1));
            }
            it.say(asked + request(0, 2, 0, 0, 0) + "00112233");
            assertThat(it.heard()).isEqualTo(expected.toString());
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void wordThatIsNoRequest_closedAfterTheRepliesUnderWay() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.say(PROBE + "25609514 0000 0000 0000000000000001 0000000000000000 00000001");
            assertThat(it.heard()).isEqualTo(hex(PROBED));
            assertThat(it.isOpen()).isFalse();
        }
    }

    /**
     * A header that makes the connection unwritable and, being sent, writable again lets the next request in: its reply
     * must not stand between that header and its data.
     */
    @Test
    void headerAcrossTheWatermark_isFollowedByItsOwnData(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("file"), SampleDiscs.content(2048));
        try (Conversation it = new Conversation(SampleDiscs.and(file), Optional.empty())) {
            it.say(Conversation.FLAGS + option(7, text("file.iso") + "0000"));
            it.heard();
            for (int room = 1; room < 400; room++) {
                it.writableUpTo(room);
                it.say(request(0, 0, 1, 1, 24) + request(0, 0, 2, 2, 4) + request(0, 0, 3, 3, 8));
                assertThat(it.heard())
                        .as("writable up to %d bytes", room)
                        .isEqualTo(hex("67446698 00000000 0000000000000001"
                                + HexFormat.of().formatHex(SampleDiscs.content(25), 1, 25)
                                + "67446698 00000000 0000000000000002 02030405"
                                + "67446698 00000000 0000000000000003 030405060708090a"));
            }
        }
    }

    /** A client that has the file mapped goes on when a verification ends, and from then on gets what was checked only. */
    @Test
    void reads_ofAMappedFile_areCheckedFromTheMomentThatItIsVerified(@TempDir Path folder) throws IOException {
        byte[] right = SampleDiscs.content(2048);
        Path file = Files.write(folder.resolve("file"), right);
        SampleDiscs discs = SampleDiscs.and(file);
        try (Conversation it = new Conversation(discs, Optional.empty())) {
            it.say(Conversation.FLAGS + option(7, text("file.iso") + "0000"));
            it.heard();
            it.say(request(0, 0, 1, 0, 2));
            assertThat(it.heard()).isEqualTo(hex("67446698 00000000 0000000000000001 0001"));
            MerkleTree tree = MerkleTree.of(2048, MerkleTree.leafHash(MerkleTree.newDigest(), right, 0, 2048));
            SharedByteSource data = discs.find("file.iso").orElseThrow().data();
            try (SharedByteSource.Lease lease = data.lease().orElseThrow()) {
                ((FileByteSource) lease.source())
                        .checkReads(tree.check(), new DamagedLeaves("file.iso", false, fault -> {}));
            }

            byte[] damaged = right.clone();
            damaged[2047] = 0;
            Files.write(file, damaged);
            it.say(request(0, 0, 2, 0, 2));
            assertThat(it.heard()).isEqualTo(hex("67446698 00000005 0000000000000002"));
            Files.write(file, right);
            it.say(request(0, 0, 3, 0, 2));
            assertThat(it.heard()).isEqualTo(hex("67446698 00000000 0000000000000003 0001"));
        }
    }
}
