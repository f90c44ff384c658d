package io.spindle.scsi.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/mmc-commands.md is the table of commands as a page; {@code -Dgolden.update=true} writes it anew. */
final class CommandsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "mmc-commands.md");
    private static final Comparator<OperationCode> BY_CODE =
            Comparator.comparingInt(OperationCode::code).thenComparingInt(OperationCode::serviceAction);

    private static final String HEAD = """
            # The commands of the drive

            Made from the table in `io.spindle.scsi.command.OperationCode` by `CommandsPageTest`; not to be edited. To write it anew:
            `./mvnw -pl scsi-emulation -am test -Dtest=CommandsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true`

            A command is checked in this order: logical unit (5/25/00), operation code (5/20/00, or 5/24/00 for a service action),
            unit attention (6/xx/xx), bits that may not be set (5/24/00, with the place), what host adapters spoiled (B/4B/00),
            reservation of another initiator (RESERVATION CONFLICT), disc that is ready (2/3A/01, 2/3A/02, 2/04/01). Then it is done.

            CDB: bits that are one may be set; of operation code and service action it is the value. This is what REPORT SUPPORTED
            OPERATION CODES answers. Disc: needs one that is ready. Attention: is done though a unit attention waits, which it leaves
            there. Reserved: done though another initiator has reserved the drive: always; while the reservation is a persistent one; while
            it allows others to read; or not. PREVENT ALLOW MEDIUM REMOVAL that allows is always done, and START STOP UNIT that starts
            is done while the reservation is a persistent one.
            """;

    private static String reserved(OperationCode code) {
        return switch (code.reservationRule()) {
            case ALWAYS_ALLOWED -> "always";
            case ALLOWED_IF_PERSISTENT -> "persistent";
            case ALLOWED_IF_WRITE_EXCLUSIVE -> "read";
            case CONFLICTS -> "no";
        };
    }

    private static String data(OperationCode code) {
        return switch (code.direction()) {
            case NONE -> "";
            case FROM_TARGET -> "in";
            case TO_TARGET -> "out";
        };
    }

    private static String row(OperationCode code) {
        return String.join(
                        " | ",
                        "| " + code.printedName(),
                        "`" + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(code.usage()) + "`",
                        data(code),
                        code.has(CommandFlag.NEEDS_MEDIUM) ? "yes" : "",
                        code.has(CommandFlag.ALLOWED_UNDER_UNIT_ATTENTION) ? "yes" : "",
                        reserved(code))
                + " |";
    }

    private static String table(boolean writes) {
        return Arrays.stream(OperationCode.values())
                .filter(code -> code.has(CommandFlag.WRITES) == writes)
                .sorted(BY_CODE)
                .map(CommandsPageTest::row)
                .collect(Collectors.joining("\n"));
    }

    private static String page() {
        String written = Arrays.stream(OperationCode.values())
                .filter(code -> code.has(CommandFlag.WRITES))
                .sorted(BY_CODE)
                .map(code -> String.format("%s (%02Xh)", code.printedName(), code.code()))
                .collect(Collectors.joining(", "));
        return HEAD
                + "\n| command | CDB | data | disc | attention | reserved |\n| --- | --- | --- | --- | --- | --- |\n"
                + table(false)
                + "\n\n## Commands that would write\n\n"
                + "They are known, so that they can be refused as WRITE PROTECTED (7/27/00) and not as unknown; REPORT SUPPORTED"
                + " OPERATION\nCODES does not list them.\n\n"
                + written
                + ".\n";
    }

    @Test
    void page_isWhatTheTableSays() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }
}
