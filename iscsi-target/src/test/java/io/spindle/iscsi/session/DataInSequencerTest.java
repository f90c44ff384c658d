package io.spindle.iscsi.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataInSequencerTest {
    private static List<String> pdus(DataInSequencer sequencer) {
        List<String> pdus = new ArrayList<>();
        while (!sequencer.isDone()) {
            pdus.add(sequencer.dataSn() + ":" + sequencer.offsetBytes() + "+" + sequencer.lengthBytes()
                    + (sequencer.endsBurst() ? "F" : "") + (sequencer.isLast() ? "S" : ""));
            sequencer.advance();
        }
        return pdus;
    }

    @Test
    void oneBurst_lastPduEndsIt() {
        assertThat(pdus(new DataInSequencer(2048, 2048, 4096))).containsExactly("0:0+2048FS");
        assertThat(pdus(new DataInSequencer(2049, 2048, 4096))).containsExactly("0:0+2048", "1:2048+1FS");
    }

    @Test
    void severalBursts_eachEndsWithAFlag_andNumbersGoOn() {
        assertThat(pdus(new DataInSequencer(7, 2, 3))).containsExactly("0:0+2", "1:2+1F", "2:3+2", "3:5+1F", "4:6+1FS");
        assertThat(pdus(new DataInSequencer(6, 2, 4))).containsExactly("0:0+2", "1:2+2F", "2:4+2FS");
    }

    @Test
    void pduLongerThanABurst_isCut() {
        assertThat(pdus(new DataInSequencer(8, 16, 4))).containsExactly("0:0+4F", "1:4+4FS");
    }

    @ParameterizedTest
    @CsvSource({
        // total, PDU, burst, wanted, piece
        "1000000, 8192, 262144, 65536, 65536",
        "1000000, 8192, 262144, 65535, 57344",
        "1000000, 262144, 262144, 65536, 262144",
        "1000, 8192, 262144, 65536, 1000",
        "1000000, 8192, 10000, 65536, 10000",
    })
    void piece_isWholePdusOfOneBurst(long total, int pdu, int burst, int wanted, int piece) {
        assertThat(new DataInSequencer(total, pdu, burst).pieceBytes(wanted)).isEqualTo(piece);
    }
}
