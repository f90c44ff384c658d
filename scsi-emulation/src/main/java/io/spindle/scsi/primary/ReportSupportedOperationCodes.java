package io.spindle.scsi.primary;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.command.CommandFlag;
import io.spindle.scsi.command.OperationCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** REPORT SUPPORTED OPERATION CODES (SPC-4, 6.35): {@link OperationCode} in bytes. */
public final class ReportSupportedOperationCodes {
    private static final int DESCRIPTOR_BYTES = 8;
    private static final int TIMEOUTS_BYTES = 12;
    private static final int NOT_SUPPORTED = 1;
    private static final int SUPPORTED = 3;
    private static final int SERVICE_ACTION_MAXIMUM = 31;
    private static final FieldPointer REPORTING_OPTIONS = FieldPointer.cdb(2, 2);
    private static final List<OperationCode> ROWS = Arrays.stream(OperationCode.values())
            .filter(it -> !it.has(CommandFlag.WRITES))
            .toList();

    private ReportSupportedOperationCodes() {}

    /** All commands, or one. */
    public static CommandOutcome answer(Cdb cdb) {
        boolean timeouts = cdb.bit(2, 7);
        int code = cdb.u8(3);
        boolean hasServiceActions = OperationCode.hasServiceActions(code);
        return switch (cdb.bits(2, 2, 0)) {
            case 0 -> CommandOutcome.good(all(timeouts), cdb.u32(6));
            case 1 ->
                hasServiceActions
                        ? CommandOutcome.invalidField(REPORTING_OPTIONS)
                        : CommandOutcome.good(one(find(code, 0), timeouts), cdb.u32(6));
            case 2 ->
                hasServiceActions
                        ? CommandOutcome.good(one(find(code, cdb.u16(4)), timeouts), cdb.u32(6))
                        : CommandOutcome.invalidField(REPORTING_OPTIONS);
            case 3 -> CommandOutcome.good(one(find(code, cdb.u16(4)), timeouts), cdb.u32(6));
            default -> CommandOutcome.invalidField(REPORTING_OPTIONS);
        };
    }

    private static Optional<OperationCode> find(int code, int serviceAction) {
        if (serviceAction > SERVICE_ACTION_MAXIMUM) {
            return Optional.empty();
        }
        return OperationCode.of(code, serviceAction)
                .filter(it -> !it.has(CommandFlag.WRITES) && it.serviceAction() == serviceAction);
    }

    private static byte[] all(boolean timeouts) {
        int each = DESCRIPTOR_BYTES + (timeouts ? TIMEOUTS_BYTES : 0);
        ByteBuffer out = ByteBuffer.allocate(4 + ROWS.size() * each).putInt(ROWS.size() * each);
        for (OperationCode row : ROWS) {
            int flags = (timeouts ? 2 : 0) | (row.has(CommandFlag.SERVICE_ACTION) ? 1 : 0);
            out.put((byte) row.code()).put((byte) 0).putShort((short) row.serviceAction());
            out.put((byte) 0).put((byte) flags).putShort((short) row.cdbLengthBytes());
            putTimeouts(out, timeouts);
        }
        return out.array();
    }

    private static byte[] one(Optional<OperationCode> found, boolean timeouts) {
        if (found.isEmpty()) {
            return new byte[] {0, NOT_SUPPORTED, 0, 0};
        }
        byte[] usage = found.get().usage();
        ByteBuffer out = ByteBuffer.allocate(4 + usage.length + (timeouts ? TIMEOUTS_BYTES : 0));
        out.put((byte) 0).put((byte) (SUPPORTED | (timeouts ? 0x80 : 0)));
        out.putShort((short) usage.length).put(usage);
        putTimeouts(out, timeouts);
        return out.array();
    }

    /** No time is stated for any command. */
    private static void putTimeouts(ByteBuffer out, boolean timeouts) {
        if (timeouts) {
            out.putShort((short) (TIMEOUTS_BYTES - 2)).put(new byte[TIMEOUTS_BYTES - 2]);
        }
    }
}
