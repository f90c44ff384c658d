package io.spindle.iso.disc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CdTextTest {
    @Test
    void packs_ofThePublishedExample_areThosePublished() {
        // The example of libburn's description of CD-TEXT.
        ByteBuffer packs = CdText.packs(
                1,
                Map.of(
                        CdText.Field.PERFORMER,
                        List.of("United Cat Orchestra", "Felix and The Purrs", "Catwalk Beauties", "Mia Kitten"),
                        CdText.Field.TITLE,
                        List.of("Night Cats II", "Song of Joy", "The Hunt", "Mee Owwww")));
        assertThat(hex(packs, 0, 10))
                .containsExactly(
                        "800000004e6967687420436174732049383a",
                        "8000010c4900536f6e67206f66204a6f07ae",
                        "8001020a79005468652048756e74004dbc78",
                        "800303016565204f7777777700000000e5b5",
                        "81000400556e6974656420436174204f4b4d",
                        "8100050c72636865737472610046656cfb54",
                        "81010603697820616e64205468652050956e",
                        "8101070f757272730043617477616c6bf179",
                        "81020807204265617574696573004d69ec65",
                        "8103090261204b697474656e000000003f60");
    }

    @Test
    void packs_end_tellHowManyThereAre() {
        ByteBuffer packs = CdText.packs(4, Map.of(CdText.Field.TITLE, List.of("Disc", "Four", "Five")));
        // Character set 0, tracks 4 to 5; two packs of titles, three of sizes; the last has number 4; English.
        assertThat(hex(packs, 0, 5))
                .satisfiesExactly(
                        pack -> assertThat(pack).startsWith("80000000" + "4469736300466f757200" + "4669"),
                        pack -> assertThat(pack).startsWith("80050102" + "766500000000000000000000"),
                        pack -> assertThat(pack).startsWith("8f000200" + "000405000200000000000000"),
                        pack -> assertThat(pack).startsWith("8f010300" + "000000000000000304000000"),
                        pack -> assertThat(pack).startsWith("8f020400" + "000000000900000000000000"));
        assertThat(packs.remaining()).isEqualTo(5 * 18);
    }

    @Test
    void packs_noTexts_areNone() {
        assertThat(CdText.packs(1, Map.of()).remaining()).isZero();
    }

    @Test
    void packs_moreThanABlockHolds_areCutToFit() {
        List<String> titles = new ArrayList<>(Collections.nCopies(100, "x".repeat(500)));
        ByteBuffer packs = CdText.packs(
                1,
                Map.of(
                        CdText.Field.TITLE, titles,
                        CdText.Field.PERFORMER, titles,
                        CdText.Field.MESSAGE, titles));
        assertThat(packs.remaining() % 18).isZero();
        assertThat(packs.remaining() / 18).isBetween(100, 256);
    }

    @Test
    void packs_lettersBeyondLatin1_becomeQuestionMarks() {
        ByteBuffer packs = CdText.packs(1, Map.of(CdText.Field.TITLE, List.of("Grün \u65e5\u672c", "")));
        byte[] text = new byte[8];
        packs.get(4, text);
        assertThat(new String(text, StandardCharsets.ISO_8859_1)).isEqualTo("Grün ??\0");
    }

    private static List<String> hex(ByteBuffer packs, int first, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            byte[] pack = new byte[18];
            packs.get(i * 18, pack);
            lines.add(HexFormat.of().formatHex(pack));
        }
        return lines;
    }
}
