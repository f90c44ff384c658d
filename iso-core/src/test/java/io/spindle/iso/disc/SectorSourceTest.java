package io.spindle.iso.disc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SectorSourceTest {
    private static final SectorSelection RAW_Q = sub(SubChannel.Q);

    @Test
    void raw_ofUserData_hasSyncBcdHeaderAndEdc() throws IOException {
        Disc disc = Disc.ofUserData(new MemoryByteSource(new byte[2048 * 4501]));
        byte[] first = read(disc, 0, 1, SectorSelection.RAW);
        assertThat(first).hasSize(2352);
        assertThat(hex(first, 0, 20)).isEqualTo("00ffffffffffffffffffff000002000100000000");
        assertThat(hex(first, 2064, 20)).isEqualTo("c513682b000000000000000000f700f500000000");
        assertThat(hex(first, 2340, 12)).isEqualTo("000000000000009000c10012");
        // 4500 sectors are a minute; the two seconds before the first come to it.
        assertThat(hex(read(disc, 4500, 1, SectorSelection.RAW), 12, 4)).isEqualTo("01020001");
        assertThat(hex(read(disc, 4499, 1, SectorSelection.RAW), 12, 4)).isEqualTo("01017401");
        assertThat(hex(read(disc, -150, 1, SectorSelection.RAW), 12, 4)).isEqualTo("00000001");
        assertThat(hex(read(disc, -1, 1, SectorSelection.RAW), 12, 4)).isEqualTo("00017401");
    }

    @Test
    void raw_rangeOverThePregap_isTheSectorsOneByOne() throws IOException {
        Disc disc = Disc.ofUserData(new MemoryByteSource(noise(2048 * 70)));
        ByteBuffer oneByOne = ByteBuffer.allocate(75 * 2352);
        for (int lba = -5; lba < 70; lba++) {
            oneByOne.put(read(disc, lba, 1, SectorSelection.RAW));
        }
        assertThat(read(disc, -5, 75, SectorSelection.RAW)).isEqualTo(oneByOne.array());
    }

    @Test
    void userData_ofRawSectors_isWhatLiesInThem() throws IOException {
        byte[] blocks = noise(2048 * 40);
        byte[] raw = read(Disc.ofUserData(new MemoryByteSource(blocks)), 0, 40, SectorSelection.RAW);
        Disc again = disc(TrackMode.MODE1, StoredForm.WHOLE, raw);
        assertThat(read(again, 0, 40, SectorSelection.USER_DATA)).isEqualTo(blocks);
        assertThat(read(again, 0, 40, SectorSelection.RAW)).isEqualTo(raw);
        byte[] out = new byte[2048 * 40 - 1000];
        again.userData().read(500, ByteBuffer.wrap(out));
        assertThat(out).isEqualTo(Arrays.copyOfRange(blocks, 500, blocks.length - 500));
    }

    @Test
    void raw_ofRawSectorsWithWrongCodes_areTheirOwnBytes() throws IOException {
        byte[] raw = noise(2352 * 3);
        assertThat(read(disc(TrackMode.MODE1, StoredForm.WHOLE, raw), 0, 3, SectorSelection.RAW))
                .isEqualTo(raw);
    }

    @Test
    void form1_of2048Bytes_isWhatAVideoCdHas() throws IOException {
        Disc disc = disc(TrackMode.MODE2_XA, StoredForm.USER_DATA, new byte[2048 * 2]);
        byte[] sector = read(disc, 0, 1, SectorSelection.RAW);
        assertThat(disc.sectors().typeOf(0)).isEqualTo(SectorType.MODE_2_FORM_1);
        assertThat(hex(sector, 12, 16)).isEqualTo("00020002" + "0000080000000800" + "00000000");
        assertThat(hex(sector, 2072, 14)).isEqualTo("0b888194000000000000fb000000");
    }

    @Test
    void form2_of2324Bytes_hasItsEdc() throws IOException {
        Disc disc = disc(TrackMode.MODE2_XA, StoredForm.FORM_2_USER_DATA, new byte[2324]);
        byte[] sector = read(disc, 0, 1, SectorSelection.RAW);
        assertThat(hex(sector, 12, 12)).isEqualTo("00020002" + "0000200000002000");
        assertThat(hex(sector, 2348, 4)).isEqualTo("3f13b0be");
    }

    @Test
    void mode2_of2336Bytes_tellsFormsBySubHeader() throws IOException {
        byte[] stored = noise(2336 * 3);
        set(stored, 0, "0102080301020803");
        set(stored, 2336, "0102200301022003");
        set(stored, 4672, "0102200301022004");
        Disc disc = disc(TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER, stored);
        assertThat(disc.sectors().typeOf(0)).isEqualTo(SectorType.MODE_2_FORM_1);
        assertThat(disc.sectors().typeOf(1)).isEqualTo(SectorType.MODE_2_FORM_2);
        assertThat(disc.sectors().typeOf(2)).isEqualTo(SectorType.MODE_2_FORMLESS);
        byte[] raw = read(disc, 0, 3, SectorSelection.RAW);
        for (int i = 0; i < 3; i++) {
            assertThat(hex(raw, i * 2352, 16)).isEqualTo("00ffffffffffffffffffff0000020" + i + "02");
            assertThat(Arrays.copyOfRange(raw, i * 2352 + 16, i * 2352 + 2352))
                    .isEqualTo(Arrays.copyOfRange(stored, i * 2336, i * 2336 + 2336));
        }
        assertThat(read(disc, 0, 1, SectorSelection.USER_DATA)).isEqualTo(Arrays.copyOfRange(stored, 8, 2056));
        assertThat(read(disc, 1, 1, SectorSelection.USER_DATA)).isEqualTo(Arrays.copyOfRange(stored, 2344, 4668));
        assertThat(read(disc, 2, 1, SectorSelection.USER_DATA)).isEqualTo(Arrays.copyOfRange(stored, 4672, 7008));
        ByteBuffer block = ByteBuffer.allocate(2048);
        disc.userData().read(0, block);
        assertThat(block.array()).isEqualTo(Arrays.copyOfRange(stored, 8, 2056));
        assertThatThrownBy(() -> disc.userData().read(2048, ByteBuffer.allocate(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("sector 1 is MODE_2_FORM_2 of 2324 bytes of user data, it has no block of 2048");
    }

    @Test
    void typeOf_wholeSectors_isWhatTheirHeadersSay() throws IOException {
        byte[] stored = noise(2352 * 4);
        stored[15] = 1;
        stored[2352 + 15] = 2;
        set(stored, 2352 + 16, "0000200000002000");
        stored[4704 + 15] = 0;
        stored[7056 + 15] = 2;
        Disc disc = disc(TrackMode.MODE1, StoredForm.WHOLE, stored);
        assertThat(disc.sectors().typeOf(0)).isEqualTo(SectorType.MODE_1);
        assertThat(disc.sectors().typeOf(1)).isEqualTo(SectorType.MODE_2_FORM_2);
        assertThat(disc.sectors().typeOf(2)).isEqualTo(SectorType.MODE_1);
        assertThat(disc.sectors().typeOf(3)).isEqualTo(SectorType.MODE_2_FORMLESS);
        Disc formless = disc(TrackMode.MODE2, StoredForm.WHOLE, stored);
        assertThat(formless.sectors().typeOf(1)).isEqualTo(SectorType.MODE_2_FORMLESS);
    }

    @Test
    void audio_bothByteOrders_readsTheSameSamples() throws IOException {
        byte[] little = noise(2352 * 3);
        byte[] big = new byte[little.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = little[i ^ 1];
        }
        for (SectorSelection selection : List.of(SectorSelection.RAW, SectorSelection.USER_DATA)) {
            assertThat(read(disc(TrackMode.AUDIO, StoredForm.WHOLE, little), 0, 3, selection))
                    .isEqualTo(little);
            assertThat(read(disc(TrackMode.AUDIO, StoredForm.WHOLE_BIG_ENDIAN, big), 0, 3, selection))
                    .isEqualTo(little);
        }
    }

    /**
     * What MMC-6's table of main channel selections maps each value of byte 9 to, for CD-DA, Mode 1, Mode 2 formless, Form
     * 1 and Form 2; -- is refused. (The table's 38h for 78h of formless sectors is 30h here: they have no EDC.)
     */
    private static final String SELECTIONS = """
            00 00 00 00 00 00
            08 10 08 10 08 08
            10 10 10 10 10 10
            18 10 18 10 18 18
            20 10 20 20 20 20
            28 10 -- -- -- --
            30 10 30 30 -- --
            38 10 38 30 -- --
            40 10 00 00 40 40
            48 10 -- -- -- --
            50 10 10 10 50 50
            58 10 18 10 58 58
            60 10 20 20 60 60
            68 10 -- -- -- --
            70 10 30 30 70 70
            78 10 38 30 78 78
            80 10 80 80 80 80
            88 10 -- -- -- --
            90 10 -- -- -- --
            98 10 -- -- -- --
            A0 10 A0 A0 A0 A0
            A8 10 -- -- -- --
            B0 10 B0 B0 -- --
            B8 10 B8 B0 -- --
            C0 10 -- -- -- --
            C8 10 -- -- -- --
            D0 10 -- -- -- --
            D8 10 -- -- -- --
            E0 10 A0 A0 E0 E0
            E8 10 -- -- -- --
            F0 10 B0 B0 F0 F0
            F8 10 B8 B0 F8 F8
            """;

    /** Where sync, header, sub-header, user data and EDC with ECC start in the sectors of each type, and where they end. */
    private static final int[][] PLACES = {
        {0, 0, 0, 0, 2352, 2352},
        {0, 12, 16, 16, 2064, 2352},
        {0, 12, 16, 16, 2352, 2352},
        {0, 12, 16, 24, 2072, 2352},
        {0, 12, 16, 24, 2348, 2352}
    };

    @Test
    void selections_allOfTheTable_giveTheirPartsOfEveryTypeInOrder() throws IOException {
        List<Disc> discs = List.of(
                disc(TrackMode.AUDIO, StoredForm.WHOLE, noise(2352)),
                disc(TrackMode.MODE1, StoredForm.USER_DATA, noise(2048)),
                disc(TrackMode.MODE2, StoredForm.BEHIND_HEADER, noise(2336)),
                disc(TrackMode.MODE2_XA, StoredForm.USER_DATA, noise(2048)),
                disc(TrackMode.MODE2_XA, StoredForm.FORM_2_USER_DATA, noise(2324)));
        int checked = 0;
        for (String line : SELECTIONS.lines().toList()) {
            String[] values = line.split(" ");
            SectorSelection selection = selection(Integer.parseInt(values[0], 16));
            for (SectorType type : SectorType.values()) {
                String mapped = values[1 + type.ordinal()];
                assertThat(selection.isValidFor(type)).isEqualTo(!mapped.equals("--"));
                if (selection.isValidFor(type)) {
                    Disc disc = discs.get(type.ordinal());
                    assertThat(disc.sectors().typeOf(0)).isEqualTo(type);
                    byte[] whole = read(disc, 0, 1, SectorSelection.RAW);
                    byte[] expected = parts(whole, Integer.parseInt(mapped, 16), PLACES[type.ordinal()]);
                    assertThat(selection.lengthBytes(type)).isEqualTo(expected.length);
                    assertThat(disc.sectors().lengthBytes(type, selection)).isEqualTo(expected.length);
                    assertThat(read(disc, 0, 1, selection)).isEqualTo(expected);
                    Disc stored = disc(disc.tracks().get(0).mode(), StoredForm.WHOLE, whole);
                    assertThat(read(stored, 0, 1, selection)).isEqualTo(expected);
                    checked++;
                }
            }
        }
        assertThat(checked).isEqualTo(32 + 20 * 2 + 16 * 2);
    }

    private static SectorSelection selection(int byte9) {
        return new SectorSelection(
                (byte9 & 0x80) != 0,
                (byte9 & 0x20) != 0,
                (byte9 & 0x40) != 0,
                (byte9 & 0x10) != 0,
                (byte9 & 0x08) != 0,
                ErrorFlags.NONE,
                SubChannel.NONE);
    }

    private static byte[] parts(byte[] sector, int mapped, int[] places) {
        int[] bits = {0x80, 0x20, 0x40, 0x10, 0x08};
        ByteBuffer out = ByteBuffer.allocate(2352);
        for (int part = 0; part < 5; part++) {
            if ((mapped & bits[part]) != 0) {
                out.put(sector, places[part], places[part + 1] - places[part]);
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    @Test
    void errorFlags_followTheMainChannel_andAreZero() throws IOException {
        Disc disc = Disc.ofUserData(new MemoryByteSource(noise(2048 * 2)));
        for (ErrorFlags flags : List.of(ErrorFlags.C2, ErrorFlags.C2_AND_BLOCK_ERROR)) {
            int length = flags == ErrorFlags.C2 ? 294 : 296;
            SectorSelection selection = new SectorSelection(false, false, false, true, false, flags, SubChannel.Q);
            byte[] both = read(disc, 0, 2, selection);
            assertThat(both).hasSize(2 * (2048 + length + 16));
            assertThat(Arrays.copyOfRange(both, 2048, 2048 + length)).containsOnly(0);
            assertThat(hex(both, 2048 + length, 12)).isEqualTo("410101000000000002002832");
            assertThat(hex(both, 2 * 2048 + 2 * length + 16, 10)).isEqualTo("41010100000100000201");
        }
    }

    @Test
    void subChannelOnly_noMainChannel_isNothingElse() throws IOException {
        Disc disc = Disc.ofUserData(new MemoryByteSource(new byte[2048]));
        SectorSelection selection =
                new SectorSelection(false, false, false, false, false, ErrorFlags.NONE, SubChannel.Q);
        assertThat(hex(read(disc, 0, 1, selection))).isEqualTo("410101000000000002002832" + "00000080");
    }

    @Test
    void rawSubChannel_firstSectorOfADataDisc_isWhatPressedDiscsHave() throws IOException {
        Disc disc = Disc.ofUserData(new MemoryByteSource(new byte[2048]));
        byte[] sector = read(disc, 0, 1, sub(SubChannel.RAW));
        // Published for many discs: P of ones, Q 41 01 01 00 00 00 00 00 02 00 28 32, one bit of each in a byte.
        assertThat(hex(sector, 2352, 96))
                .isEqualTo("80c08080808080c0" + "80808080808080c0" + "80808080808080c0" + "8080808080808080"
                        + "8080808080808080" + "8080808080808080" + "8080808080808080" + "8080808080808080"
                        + "808080808080c080" + "8080808080808080" + "8080c080c0808080" + "8080c0c08080c080");
    }

    @Test
    void q_positions_countTracksIndexesAndTimes() throws IOException {
        Disc disc = mixed();
        assertThat(q(disc, -150)).isEqualTo("41010000017400000000");
        assertThat(q(disc, -1)).isEqualTo("41010000000000000174");
        assertThat(q(disc, 299)).isEqualTo("41010100037400000574");
        assertThat(q(disc, 300)).isEqualTo("21020000017400000600");
        assertThat(q(disc, 449)).isEqualTo("21020000000000000774");
        assertThat(q(disc, 450)).isEqualTo("21020100000000000800");
        assertThat(q(disc, 525)).isEqualTo("21020200010000000900");
        assertThat(q(disc, 600)).isEqualTo("21020300020000001000");
    }

    @Test
    void q_catalogueNumberAndIsrc_comeOnceInAHundredSectors() throws IOException {
        Disc disc = mixed();
        // 0012101954130 in half bytes; frame 40.
        assertThat(q(disc, -110)).isEqualTo("42001210195413000040");
        // ABCDE (17 18 19 20 21 of six bits), 2345678 of four bits.
        assertThat(q(disc, 540)).isEqualTo("23" + "4524d4542345678000".substring(0, 16) + "15");
        int[] modes = new int[4];
        for (int lba = 450; lba < 750; lba++) {
            modes[Integer.parseInt(q(disc, lba).substring(1, 2))]++;
        }
        assertThat(modes).containsExactly(0, 294, 3, 3);
    }

    @Test
    void q_everySector_hasItsCrc() throws IOException {
        Disc disc = mixed();
        byte[] all = read(disc, 400, 200, RAW_Q);
        for (int i = 0; i < 200; i++) {
            int at = i * (2352 + 16) + 2352;
            int crc = Crc16.of(all, at, 10);
            assertThat(hex(all, at + 10, 2)).isEqualTo(String.format("%04x", crc));
            assertThat(all[at + 15]).isEqualTo((byte) (i <= 50 ? 0x80 : 0));
        }
    }

    @Test
    void storedSubChannel_ofAllChannels_isGivenAsItIs() throws IOException {
        byte[] stored = noise(2448);
        Disc disc = subDisc(StoredSubChannel.P_TO_W, stored);
        byte[] sub = Arrays.copyOfRange(stored, 2352, 2448);
        assertThat(Arrays.copyOfRange(read(disc, 0, 1, sub(SubChannel.RAW)), 2352, 2448))
                .isEqualTo(sub);
        byte[] q = Arrays.copyOfRange(read(disc, 0, 1, RAW_Q), 2352, 2368);
        for (int bit = 0; bit < 96; bit++) {
            assertThat(q[bit / 8] >> 7 - bit % 8 & 1).isEqualTo(sub[bit] >> 6 & 1);
        }
        byte[] graphics = Arrays.copyOfRange(read(disc, 0, 1, sub(SubChannel.R_TO_W)), 2352, 2448);
        for (int i = 0; i < 96; i++) {
            assertThat(graphics[i]).isEqualTo((byte) (sub[i] & 0x3F));
        }
        assertThat(read(disc, 0, 1, SectorSelection.RAW)).isEqualTo(Arrays.copyOf(stored, 2352));
    }

    @Test
    void storedSubChannel_ofRtoW_getsPAndQ() throws IOException {
        byte[] stored = noise(2448);
        Disc disc = subDisc(StoredSubChannel.R_TO_W, stored);
        assertThat(hex(Arrays.copyOfRange(read(disc, 0, 1, RAW_Q), 2352, 2362))).isEqualTo("01010100000000000200");
        byte[] raw = read(disc, 0, 1, sub(SubChannel.RAW));
        for (int i = 0; i < 96; i++) {
            assertThat(raw[2352 + i] & 0x3F).isEqualTo(stored[2352 + i] & 0x3F);
        }
        // Q starts with 00000001b; P is all ones.
        assertThat(raw[2352] & 0xC0).isEqualTo(0x80);
        assertThat(raw[2352 + 7] & 0xC0).isEqualTo(0xC0);
    }

    @Test
    void addresses_outsideOfTheDisc_areRefused() {
        Disc disc = Disc.ofUserData(new MemoryByteSource(new byte[2048 * 3]));
        for (long lba : new long[] {-151, 3, Long.MAX_VALUE / 4, Long.MIN_VALUE / 4}) {
            assertThatThrownBy(() -> disc.sectors().typeOf(lba)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> read(disc, lba, 1, SectorSelection.RAW))
                    .isInstanceOfAny(IndexOutOfBoundsException.class, IOException.class);
        }
        assertThatThrownBy(() -> read(disc, 2, 2, SectorSelection.USER_DATA))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void headers_beyond99Minutes_areAnError() throws IOException {
        ByteSource large = new io.spindle.iso.synthetic.PatternByteSource(2048L * 450_000);
        Disc disc = Disc.ofUserData(large);
        assertThat(hex(read(disc, 449_849, 1, SectorSelection.RAW), 12, 4)).isEqualTo("99597401");
        assertThatThrownBy(() -> read(disc, 449_850, 1, SectorSelection.RAW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("99:59:74");
        assertThat(read(disc, 449_999, 1, SectorSelection.USER_DATA)).hasSize(2048);
    }

    @Test
    void userData_ofPlainImage_isTheImageItself() {
        ByteSource image = new MemoryByteSource(new byte[4096]);
        assertThat(Disc.ofUserData(image).userData()).isSameAs(image);
    }

    @Test
    void userData_ofMixedDisc_failsWhereThereAreNoBlocks() throws IOException {
        Disc disc = mixed();
        assertThat(disc.userData().lengthBytes()).isEqualTo(750 * 2048);
        ByteBuffer last = ByteBuffer.allocate(2048);
        disc.userData().read(299 * 2048, last);
        assertThat(last.array()).containsOnly(7);
        assertThatThrownBy(() -> disc.userData().read(300 * 2048 - 1, ByteBuffer.allocate(2)))
                .isInstanceOf(IOException.class)
                .hasMessage("block 300 lies in an audio track");
    }

    /** Track 1: 300 sectors of Mode 1 of sevens. Track 2: audio, two seconds of pre-gap, indexes 1, 2, 3; to 750. */
    private static Disc mixed() {
        byte[] data = new byte[300 * 2048];
        Arrays.fill(data, (byte) 7);
        Track first = Track.plain(1, TrackMode.MODE1, new Lba(0), 300);
        Track second = new Track(
                2,
                TrackMode.AUDIO,
                Set.of(TrackFlag.DIGITAL_COPY_PERMITTED),
                new Lba(300),
                new Lba(450),
                300,
                List.of(new Lba(525), new Lba(600)),
                Optional.of("ABCDE2345678"));
        List<Session> sessions = List.of(new Session(1, List.of(first, second), new Lba(750)));
        return new DiscLayout(MediumType.CD, sessions, Optional.of("0012101954130"), ByteBuffer.allocate(0))
                .over(List.of(
                        Extent.stored(0, 300, TrackMode.MODE1, StoredForm.USER_DATA, new MemoryByteSource(data)),
                        Extent.empty(300, 150, TrackMode.AUDIO),
                        Extent.stored(
                                450,
                                300,
                                TrackMode.AUDIO,
                                StoredForm.WHOLE,
                                new MemoryByteSource(new byte[300 * 2352]))));
    }

    @Test
    void storedSubChannels_linearAndApart_areGivenInterleaved() throws IOException {
        byte[] linear = noise(96 * 40);
        byte[] main = noise(2352 * 40);
        Disc disc = layout(TrackMode.AUDIO, 40)
                .over(List.of(new Extent(
                        0,
                        40,
                        TrackMode.AUDIO,
                        StoredForm.WHOLE,
                        StoredSubChannel.P_TO_W_LINEAR,
                        new MemoryByteSource(main),
                        0,
                        Optional.of(new SubChannelFile(new MemoryByteSource(linear), 0)))));
        byte[] all = read(disc, 0, 40, sub(SubChannel.RAW));
        byte[] q = read(disc, 0, 40, RAW_Q);
        for (int sector = 0; sector < 40; sector++) {
            int at = sector * 2448;
            assertThat(Arrays.copyOfRange(all, at, at + 2352))
                    .isEqualTo(Arrays.copyOfRange(main, sector * 2352, sector * 2352 + 2352));
            for (int bit = 0; bit < 96; bit++) {
                for (int channel = 0; channel < 8; channel++) {
                    int stored = linear[sector * 96 + channel * 12 + bit / 8] >> 7 - bit % 8 & 1;
                    assertThat(all[at + 2352 + bit] >> 7 - channel & 1).isEqualTo(stored);
                }
            }
            int qAt = sector * 2368 + 2352;
            assertThat(hex(q, qAt, 12)).isEqualTo(hex(linear, sector * 96 + 12, 12));
        }
        assertThat(read(disc, 0, 40, SectorSelection.RAW)).isEqualTo(main);
    }

    @Test
    void storedQ_isGivenAsItIs_andWovenIntoTheRest() throws IOException {
        byte[] stored = noise(2368);
        Disc disc = subDisc(StoredSubChannel.Q, stored);
        assertThat(read(disc, 0, 1, RAW_Q)).isEqualTo(stored);
        byte[] all = read(disc, 0, 1, sub(SubChannel.RAW));
        for (int bit = 0; bit < 96; bit++) {
            int q = stored[2352 + bit / 8] >> 7 - bit % 8 & 1;
            int p = stored[2367] >> 7 & 1;
            assertThat(all[2352 + bit] & 0xFF).isEqualTo(p << 7 | q << 6);
        }
    }

    private static Disc disc(TrackMode mode, StoredForm form, byte[] stored) {
        long length = stored.length / form.lengthBytes();
        return layout(mode, length).over(List.of(Extent.stored(0, length, mode, form, new MemoryByteSource(stored))));
    }

    private static Disc subDisc(StoredSubChannel subChannel, byte[] stored) {
        return layout(TrackMode.AUDIO, 1)
                .over(List.of(new Extent(
                        0, 1, TrackMode.AUDIO, StoredForm.WHOLE, subChannel, new MemoryByteSource(stored), 0)));
    }

    private static DiscLayout layout(TrackMode mode, long length) {
        Session session = new Session(1, List.of(Track.plain(1, mode, new Lba(0), length)), new Lba(length));
        return new DiscLayout(
                MediumType.CD, new ArrayList<>(List.of(session)), Optional.empty(), ByteBuffer.allocate(0));
    }

    private static SectorSelection sub(SubChannel subChannel) {
        return new SectorSelection(true, true, true, true, true, ErrorFlags.NONE, subChannel);
    }

    private static String q(Disc disc, long lba) throws IOException {
        return hex(read(disc, lba, 1, RAW_Q), 2352, 10);
    }

    private static byte[] read(Disc disc, long lba, int count, SectorSelection selection) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(count * 3000);
        Arrays.fill(out.array(), (byte) 0x5A);
        disc.sectors().read(lba, count, selection, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void set(byte[] bytes, int at, String hex) {
        byte[] parsed = HexFormat.of().parseHex(hex);
        System.arraycopy(parsed, 0, bytes, at, parsed.length);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(byte[] bytes, int at, int length) {
        return HexFormat.of().formatHex(bytes, at, at + length);
    }
}
