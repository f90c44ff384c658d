package io.spindle.nbd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Every constant against a table that was written down from the text of the protocol, not from the code. */
final class NbdNumbersTest {
    private static final String TABLE = "numbers.tsv";

    @Test
    void everyConstant_hasTheNumberOfTheProtocol() throws IOException {
        Map<String, Map<String, Long>> table = table();
        assertThat(table.keySet())
                .containsExactlyInAnyOrder(
                        "handshake flag",
                        "client flag",
                        "transmission flag",
                        "option",
                        "option reply",
                        "info",
                        "command",
                        "command flag",
                        "reply flag",
                        "reply type",
                        "state flag",
                        "error",
                        "magic");
        assertThat(numbers(HandshakeFlag.values(), HandshakeFlag::mask)).isEqualTo(table.get("handshake flag"));
        assertThat(numbers(ClientFlag.values(), ClientFlag::mask)).isEqualTo(table.get("client flag"));
        assertThat(numbers(TransmissionFlag.values(), TransmissionFlag::mask))
                .isEqualTo(table.get("transmission flag"));
        assertThat(numbers(NbdOption.values(), NbdOption::wire)).isEqualTo(table.get("option"));
        assertThat(numbers(NbdRep.values(), it -> Integer.toUnsignedLong(it.wire())))
                .isEqualTo(table.get("option reply"));
        assertThat(numbers(NbdInfo.values(), NbdInfo::wire)).isEqualTo(table.get("info"));
        assertThat(numbers(NbdCommand.values(), NbdCommand::wire)).isEqualTo(table.get("command"));
        assertThat(numbers(CommandFlag.values(), CommandFlag::mask)).isEqualTo(table.get("command flag"));
        assertThat(numbers(ReplyFlag.values(), ReplyFlag::mask)).isEqualTo(table.get("reply flag"));
        assertThat(numbers(NbdReplyType.values(), NbdReplyType::wire)).isEqualTo(table.get("reply type"));
        assertThat(numbers(StateFlag.values(), StateFlag::mask)).isEqualTo(table.get("state flag"));
        assertThat(numbers(NbdError.values(), NbdError::wire)).isEqualTo(table.get("error"));
        assertThat(magic()).isEqualTo(table.get("magic"));
    }

    @Test
    void everyNumber_findsItsConstant_andOthersFindNone() {
        assertFound(NbdOption.values(), NbdOption::wire, NbdOption::fromWire, 4);
        assertFound(NbdRep.values(), NbdRep::wire, NbdRep::fromWire, 0);
        assertFound(NbdInfo.values(), NbdInfo::wire, NbdInfo::fromWire, 4);
        assertFound(NbdCommand.values(), NbdCommand::wire, NbdCommand::fromWire, 9);
        assertFound(NbdReplyType.values(), NbdReplyType::wire, NbdReplyType::fromWire, 3);
        assertFound(NbdError.values(), NbdError::wire, NbdError::fromWire, 0);
    }

    @Test
    void flagWord_isDescribedByItsNames() {
        assertThat(TransmissionFlag.describe(0x0583))
                .isEqualTo("NBD_FLAG_HAS_FLAGS|NBD_FLAG_READ_ONLY|NBD_FLAG_SEND_DF|NBD_FLAG_CAN_MULTI_CONN"
                        + "|NBD_FLAG_SEND_CACHE");
        assertThat(CommandFlag.describe(0x8004)).isEqualTo("NBD_CMD_FLAG_DF|0x8000");
        assertThat(ClientFlag.describe(0)).isEqualTo("0x0");
    }

    private static <T> void assertFound(
            T[] values, ToLongFunction<T> wire, Function<Integer, Optional<T>> fromWire, int unknown) {
        for (T value : values) {
            assertThat(fromWire.apply((int) wire.applyAsLong(value))).contains(value);
        }
        assertThat(fromWire.apply(unknown)).isEmpty();
    }

    private static <T extends Enum<T>> Map<String, Long> numbers(T[] values, ToLongFunction<T> number) {
        Map<String, Long> numbers = new TreeMap<>();
        Arrays.stream(values).forEach(value -> numbers.put(value.name(), number.applyAsLong(value)));
        return numbers;
    }

    private static Map<String, Long> magic() {
        Map<String, Long> magic = new TreeMap<>();
        magic.put("NBDMAGIC", NbdMagic.NBDMAGIC);
        magic.put("IHAVEOPT", NbdMagic.IHAVEOPT);
        magic.put("OPTION_REPLY", NbdMagic.OPTION_REPLY);
        magic.put("NBD_REQUEST_MAGIC", (long) NbdMagic.NBD_REQUEST_MAGIC);
        magic.put("NBD_EXTENDED_REQUEST_MAGIC", (long) NbdMagic.NBD_EXTENDED_REQUEST_MAGIC);
        magic.put("NBD_SIMPLE_REPLY_MAGIC", (long) NbdMagic.NBD_SIMPLE_REPLY_MAGIC);
        magic.put("NBD_STRUCTURED_REPLY_MAGIC", (long) NbdMagic.NBD_STRUCTURED_REPLY_MAGIC);
        magic.put("NBD_EXTENDED_REPLY_MAGIC", (long) NbdMagic.NBD_EXTENDED_REPLY_MAGIC);
        return magic;
    }

    private static Map<String, Map<String, Long>> table() throws IOException {
        Map<String, Map<String, Long>> table = new LinkedHashMap<>();
        try (InputStream in = NbdNumbersTest.class.getResourceAsStream(TABLE)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            for (String line : lines) {
                String[] columns = line.split("\t");
                table.computeIfAbsent(columns[0], kind -> new TreeMap<>()).put(columns[1], number(columns[2]));
            }
        }
        return table;
    }

    /** {@code bit 3}, {@code 2^31 + 3}, a decimal or a hexadecimal number: as the text of the protocol has it. */
    private static long number(String text) {
        if (text.startsWith("bit ")) {
            return 1L << Integer.parseInt(text.substring(4));
        }
        if (text.startsWith("2^")) {
            String[] parts = text.substring(2).split(" \\+ ");
            return (1L << Integer.parseInt(parts[0])) + Long.parseLong(parts[1]);
        }
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    }
}
