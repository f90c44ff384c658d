package io.spindle.iscsi.login;

import static io.spindle.iscsi.Bytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iscsi.target.Secret;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChapTest {
    /** Identifier 42h, the secret and the bytes 01 to 10 through Python's hashlib. */
    @ParameterizedTest
    @CsvSource({
        "5, 97a30dd293cdb3795008d3b8a17e4858",
        "6, 359d6280d428ee8094178c16e455cc801f60d1ec",
        "7, dcfbe83e989595e0a2c6d4dc8805b8efea363926a0047beb1754eca9b32fcce7",
        "8, 791a4cdfe81e9dbce6cebc2b90dfb5106ab79e87fde455d5654c67c12fef2d20",
    })
    void response_isTheHashOfIdentifierSecretAndChallenge(String number, String response) {
        ChapAlgorithm algorithm = ChapAlgorithm.firstOf(number).orElseThrow();
        Chap chap = new Chap(algorithm, 0x42, hex("01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10"));
        Secret secret = Secret.of("secret of twelve");
        assertThat(HexFormat.of().formatHex(chap.response(secret))).isEqualTo(response);
        assertThat(chap.isProvenBy(hex(response), secret)).isTrue();
        assertThat(chap.isProvenBy(hex("00" + response.substring(2)), secret)).isFalse();
        assertThat(chap.isProvenBy(hex(response.substring(2)), secret)).isFalse();
        assertThat(chap.isProvenBy(new byte[0], secret)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"5 | MD5", "7,5 | SHA_256", "5,6,7,8 | MD5", "9,8 | SHA3_256", "6 | SHA_1"})
    void algorithm_firstThatIsKnown(String list, ChapAlgorithm algorithm) {
        assertThat(ChapAlgorithm.firstOf(list)).contains(algorithm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "56", "9", "x", "5;6"})
    void algorithm_noneKnown(String list) {
        assertThat(ChapAlgorithm.firstOf(list)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0x0102ff, 0102ff", "0X0102FF, 0102ff", "0x102, 0102", "0bAQL/, 0102ff", "0BAQI=, 0102"})
    void binaryValue_hexadecimalOrBase64(String text, String bytes) {
        assertThat(HexFormat.of().formatHex(BinaryValue.parse(text).orElseThrow()))
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "01020304", "0xzz", "0b*", "0y0102", "x0102"})
    void binaryValue_somethingElse_isNone(String text) {
        assertThat(BinaryValue.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1024, true", "1025, false"})
    void binaryValue_longerThanTheStandardAllows_isNone(int lengthBytes, boolean taken) {
        assertThat(BinaryValue.parse("0x" + "00".repeat(lengthBytes)).isPresent())
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "255, 255", "0xfF, 255", "007, 7"})
    void byte_decimalOrHexadecimal(String text, int value) {
        assertThat(BinaryValue.parseByte(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "256", "-1", "0x100", "1.0"})
    void byte_somethingElse_isNone(String text) {
        assertThat(BinaryValue.parseByte(text)).isEmpty();
    }
}
