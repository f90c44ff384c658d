package io.spindle.scsi.trace;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataIn;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.command.AdapterFault;
import io.spindle.scsi.command.CdbField;
import io.spindle.scsi.command.OperationCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line for a command and one for its outcome.
 *
 * <pre>
 * lun 0 READ (10) lba=16 blocks=1 [28 00 00 00 00 10 00 00 01 00]
 * CHECK CONDITION, ILLEGAL REQUEST, LOGICAL BLOCK ADDRESS OUT OF RANGE (5/21/00) at block 16
 * </pre>
 */
public final class CdbFormatter {
    private static final List<String> SENSE_KEYS = List.of(
            "NO SENSE",
            "RECOVERED ERROR",
            "NOT READY",
            "MEDIUM ERROR",
            "HARDWARE ERROR",
            "ILLEGAL REQUEST",
            "UNIT ATTENTION",
            "DATA PROTECT",
            "BLANK CHECK",
            "VENDOR SPECIFIC",
            "COPY ABORTED",
            "ABORTED COMMAND",
            "RESERVED",
            "VOLUME OVERFLOW",
            "MISCOMPARE",
            "COMPLETED");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CdbFormatter() {}

    /** The command: its name, its fields by name, and its bytes. */
    public static String request(ScsiRequest request) {
        Cdb cdb = request.cdb();
        Optional<OperationCode> found = OperationCode.of(cdb);
        StringBuilder line = new StringBuilder("lun ").append(request.lun()).append(' ');
        line.append(found.map(OperationCode::printedName)
                .orElseGet(() -> "operation code " + HEX.toHexDigits((byte) cdb.operationCode()) + "h"));
        found.ifPresent(code -> code.fields().forEach(field -> append(line, field, cdb)));
        int lengthBytes = found.map(OperationCode::cdbLengthBytes).orElse(cdb.lengthBytes());
        line.append(" [");
        for (int at = 0; at < lengthBytes; at++) {
            line.append(at == 0 ? "" : " ").append(HEX.toHexDigits((byte) cdb.u8(at)));
        }
        return line.append(']').toString();
    }

    private static void append(StringBuilder line, CdbField field, Cdb cdb) {
        line.append(' ').append(field.name()).append('=').append(Long.toUnsignedString(field.of(cdb)));
    }

    /** What came of the command; where a host adapter spoiled it, that too. */
    public static String outcome(ScsiRequest request, CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Good good) {
            return "GOOD" + data(good.data());
        }
        if (outcome instanceof CommandOutcome.CheckCondition check) {
            return "CHECK CONDITION, " + sense(check.sense()) + reason(request, check.sense());
        }
        if (outcome instanceof CommandOutcome.WantsDataOut wants) {
            return "wants " + wants.lengthBytes() + " bytes";
        }
        return outcome instanceof CommandOutcome.ReadsDisc ? "reads the disc" : "RESERVATION CONFLICT";
    }

    private static String data(DataIn data) {
        if (data instanceof DataIn.Sectors sectors) {
            return ", " + sectors.lengthBytes() + " bytes of " + sectors.range().countSectors() + " sectors from "
                    + sectors.range().firstLba();
        }
        return data.lengthBytes() == 0 ? "" : ", " + data.lengthBytes() + " bytes";
    }

    /** Key, phrase, numbers and particulars of a sense. */
    public static String sense(Sense sense) {
        SenseCode code = sense.code();
        StringBuilder line = new StringBuilder(SENSE_KEYS.get(code.key()))
                .append(", ")
                .append(code.name().replace('_', ' '))
                .append(String.format(Locale.ROOT, " (%X/%02X/%02X)", code.key(), code.asc(), code.ascq()));
        sense.field().ifPresent(it -> line.append(place(it)));
        sense.information().ifPresent(it -> line.append(" at block ").append(Long.toUnsignedString(it)));
        return line.toString();
    }

    private static String place(FieldPointer field) {
        String bit = field.bit() < 0 ? "" : " bit " + field.bit();
        return " at byte " + field.byteAt() + bit + (field.inCdb() ? "" : " of the parameter list");
    }

    private static String reason(ScsiRequest request, Sense sense) {
        return sense.code() == SenseCode.DATA_PHASE_ERROR
                ? AdapterFault.in(request).map(it -> ": " + it.reason()).orElse("")
                : "";
    }
}
