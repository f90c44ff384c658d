package io.spindle.iscsi.pdu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Puts a PDU into one line of a trace, in the words of the standard; data shows as its length only. */
public final class PduFormatter {
    private static final int MAXIMUM_TEXT_CHARACTERS = 2000;
    /** What an eavesdropper could guess a secret from. */
    private static final Pattern HIDDEN = Pattern.compile("(CHAP_R=)[^ ]*");

    private PduFormatter() {}

    /** The line for what came from an initiator. */
    public static String format(InitiatorPdu pdu) {
        return pdu.accept(new FromInitiator());
    }

    /** The line for what goes to an initiator. */
    public static String format(TargetPdu pdu, SequenceNumbers numbers) {
        return pdu.accept(new ToInitiator()) + " statsn=" + unsigned(numbers.statSn()) + " expcmdsn="
                + unsigned(numbers.expCmdSn()) + " maxcmdsn=" + unsigned(numbers.maxCmdSn());
    }

    private static final class FromInitiator implements InitiatorPdu.Visitor<String> {
        @Override
        public String nopOut(InitiatorPdu.NopOut pdu) {
            return start(IscsiOpcode.NOP_OUT, pdu)
                    + ttt(pdu.targetTransferTag())
                    + order(pdu)
                    + length(pdu.ping().remaining());
        }

        @Override
        public String scsiCommand(InitiatorPdu.ScsiCommand pdu) {
            return start(IscsiOpcode.SCSI_COMMAND, pdu) + order(pdu) + lun(pdu.lun()) + (pdu.read() ? " R" : "")
                    + (pdu.write() ? " W" : "") + (pdu.finalPdu() ? "" : " unsolicited") + " edtl="
                    + pdu.expectedBytes() + length(pdu.immediateData().remaining()) + " cdb=[" + pdu.cdb() + "]";
        }

        @Override
        public String taskManagement(InitiatorPdu.TaskManagementRequest pdu) {
            String function = TaskManagementFunction.fromWire(pdu.function())
                    .map(Object::toString)
                    .orElse("function " + pdu.function());
            return start(IscsiOpcode.TASK_MANAGEMENT_FUNCTION_REQUEST, pdu) + order(pdu) + lun(pdu.lun()) + " "
                    + function + " rtt=" + hex(pdu.referencedTaskTag()) + " refcmdsn=" + unsigned(pdu.refCmdSn());
        }

        @Override
        public String login(InitiatorPdu.LoginRequest pdu) {
            return start(IscsiOpcode.LOGIN_REQUEST, pdu) + " cmdsn=" + unsigned(pdu.cmdSn()) + " "
                    + stage(pdu.currentStage()) + (pdu.transit() ? " to " + stage(pdu.nextStage()) : "")
                    + (pdu.continued() ? " C" : "") + session(pdu.isid(), pdu.tsih()) + " cid=" + pdu.cid()
                    + keys(pdu.text());
        }

        @Override
        public String text(InitiatorPdu.TextRequest pdu) {
            return start(IscsiOpcode.TEXT_REQUEST, pdu)
                    + ttt(pdu.targetTransferTag())
                    + order(pdu)
                    + (pdu.finalPdu() ? " F" : "")
                    + (pdu.continued() ? " C" : "")
                    + keys(pdu.text());
        }

        @Override
        public String dataOut(InitiatorPdu.DataOut pdu) {
            return start(IscsiOpcode.SCSI_DATA_OUT, pdu) + ttt(pdu.targetTransferTag()) + " datasn="
                    + unsigned(pdu.dataSn()) + " offset=" + pdu.bufferOffset()
                    + length(pdu.data().remaining()) + (pdu.finalPdu() ? " F" : "");
        }

        @Override
        public String logout(InitiatorPdu.LogoutRequest pdu) {
            String reason =
                    LogoutReason.fromWire(pdu.reason()).map(Object::toString).orElse("reason " + pdu.reason());
            return start(IscsiOpcode.LOGOUT_REQUEST, pdu) + order(pdu) + " " + reason + " cid=" + pdu.cid();
        }

        @Override
        public String snack(InitiatorPdu.SnackRequest pdu) {
            return start(IscsiOpcode.SNACK_REQUEST, pdu);
        }

        @Override
        public String unusable(InitiatorPdu.Unusable pdu) {
            String opcode = IscsiOpcode.fromWire(pdu.opcode())
                    .map(Object::toString)
                    .orElse("opcode 0x" + Integer.toHexString(pdu.opcode()));
            return opcode + " itt=" + hex(pdu.initiatorTaskTag()) + " unusable: " + pdu.text();
        }

        private static String start(IscsiOpcode opcode, InitiatorPdu pdu) {
            return opcode + " itt=" + hex(pdu.initiatorTaskTag());
        }

        private static String order(InitiatorPdu.Ordered pdu) {
            return " cmdsn=" + unsigned(pdu.cmdSn()) + (pdu.immediate() ? " I" : "");
        }

        private static String stage(int number) {
            return LoginStage.fromWire(number).map(Object::toString).orElse("stage " + number);
        }
    }

    private static final class ToInitiator implements TargetPdu.Visitor<String> {
        @Override
        public String nopIn(TargetPdu.NopIn pdu) {
            return start(IscsiOpcode.NOP_IN, pdu.initiatorTaskTag())
                    + ttt(pdu.targetTransferTag())
                    + length(pdu.ping().remaining());
        }

        @Override
        public String scsiResponse(TargetPdu.ScsiResponse pdu) {
            return start(IscsiOpcode.SCSI_RESPONSE, pdu.initiatorTaskTag()) + " "
                    + (pdu.failed() ? "target failure" : pdu.status()) + residual(pdu.residual()) + sense(pdu.sense());
        }

        @Override
        public String taskManagement(TargetPdu.TaskManagementResponse pdu) {
            return start(IscsiOpcode.TASK_MANAGEMENT_FUNCTION_RESPONSE, pdu.initiatorTaskTag()) + " " + pdu.result();
        }

        @Override
        public String login(TargetPdu.LoginResponse pdu) {
            return start(IscsiOpcode.LOGIN_RESPONSE, pdu.initiatorTaskTag()) + " " + pdu.status() + " "
                    + pdu.currentStage() + (pdu.transit() ? " to " + pdu.nextStage() : "")
                    + session(pdu.isid(), pdu.tsih()) + keys(pdu.text());
        }

        @Override
        public String text(TargetPdu.TextResponse pdu) {
            return start(IscsiOpcode.TEXT_RESPONSE, pdu.initiatorTaskTag())
                    + ttt(pdu.targetTransferTag())
                    + (pdu.finalPdu() ? " F" : "")
                    + (pdu.continued() ? " C" : "")
                    + keys(pdu.text());
        }

        @Override
        public String dataIn(TargetPdu.DataIn pdu) {
            return start(IscsiOpcode.SCSI_DATA_IN, pdu.initiatorTaskTag()) + " datasn=" + unsigned(pdu.dataSn())
                    + " offset=" + pdu.bufferOffset() + length(pdu.lengthBytes()) + (pdu.finalPdu() ? " F" : "")
                    + pdu.status()
                            .map(it -> " S " + ScsiStatus.GOOD + residual(it))
                            .orElse("");
        }

        @Override
        public String logout(TargetPdu.LogoutResponse pdu) {
            return start(IscsiOpcode.LOGOUT_RESPONSE, pdu.initiatorTaskTag()) + " " + pdu.result();
        }

        @Override
        public String readyToTransfer(TargetPdu.ReadyToTransfer pdu) {
            return start(IscsiOpcode.READY_TO_TRANSFER, pdu.initiatorTaskTag()) + ttt(pdu.targetTransferTag())
                    + " r2tsn=" + unsigned(pdu.r2tSn()) + " offset=" + pdu.bufferOffset() + " desired="
                    + pdu.desiredBytes();
        }

        @Override
        public String asyncMessage(TargetPdu.AsyncMessage pdu) {
            return IscsiOpcode.ASYNCHRONOUS_MESSAGE + " " + pdu.event();
        }

        @Override
        public String reject(TargetPdu.Reject pdu) {
            return IscsiOpcode.REJECT + " " + pdu.reason();
        }

        private static String start(IscsiOpcode opcode, int tag) {
            return opcode + " itt=" + hex(tag);
        }

        private static String residual(Residual residual) {
            return residual.kind() == Residual.Kind.NONE
                    ? ""
                    : " " + residual.kind().name().toLowerCase(Locale.ROOT) + "=" + residual.countBytes();
        }

        private static String sense(ByteBuffer sense) {
            if (sense.remaining() < 14) {
                return "";
            }
            int at = sense.position();
            return String.format(
                    " sense=%X/%02X/%02X", sense.get(at + 2) & 0xF, sense.get(at + 12), sense.get(at + 13));
        }
    }

    private static String lun(long lun) {
        return " lun=" + Long.toUnsignedString(LogicalUnitNumber.of(lun));
    }

    private static String ttt(int tag) {
        return tag == InitiatorPdu.NO_TAG ? "" : " ttt=" + hex(tag);
    }

    private static String length(int bytes) {
        return bytes == 0 ? "" : " length=" + bytes;
    }

    private static String session(long isid, int tsih) {
        return " isid=0x" + String.format("%012x", isid) + " tsih=" + tsih;
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }

    private static String unsigned(int value) {
        return Integer.toUnsignedString(value);
    }

    private static String keys(ByteBuffer text) {
        if (!text.hasRemaining()) {
            return "";
        }
        String raw = StandardCharsets.UTF_8.decode(text.duplicate()).toString();
        String shown = raw.substring(0, Math.min(raw.length(), MAXIMUM_TEXT_CHARACTERS))
                .replace('\0', ' ')
                .strip()
                .replaceAll("[^\\x20-\\x7E]", "?");
        return " " + HIDDEN.matcher(shown).replaceAll("$1(hidden)");
    }
}
