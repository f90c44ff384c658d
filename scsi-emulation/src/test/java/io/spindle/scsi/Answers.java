package io.spindle.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What came of a command, as bytes. */
public final class Answers {
    private Answers() {}

    /** The data of a command that ended well, sectors read; runs what wants to read the disc. */
    public static byte[] data(CommandOutcome outcome) {
        CommandOutcome end = finished(outcome);
        assertThat(end).isInstanceOf(CommandOutcome.Good.class);
        return bytes(((CommandOutcome.Good) end).data());
    }

    /** The sense of a command that failed, in fixed format. */
    public static byte[] sense(CommandOutcome outcome) {
        CommandOutcome end = finished(outcome);
        assertThat(end).isInstanceOf(CommandOutcome.CheckCondition.class);
        return ((CommandOutcome.CheckCondition) end).sense().toFixedFormat();
    }

    /** Fails unless the data are these bytes. */
    public static void assertData(CommandOutcome outcome, String hex) {
        assertThat(Hex.text(data(outcome))).isEqualTo(Hex.text(Hex.hex(hex)));
    }

    /** Fails unless the sense is these 18 bytes. */
    public static void assertSense(CommandOutcome outcome, String hex) {
        assertThat(Hex.text(sense(outcome))).isEqualTo(Hex.text(Hex.hex(hex)));
    }

    /**
     * Fails unless the command was refused for a field of its CDB.
     *
     * @param senseKeySpecific three bytes: C0h or with a bit C8h to CFh, and the index of the byte
     */
    public static void assertInvalidField(CommandOutcome outcome, String senseKeySpecific) {
        assertSense(outcome, "70 00 05 00000000 0A 00000000 24 00 00" + senseKeySpecific);
    }

    private static CommandOutcome finished(CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.ReadsDisc reads) {
            try {
                return reads.work().run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return outcome;
    }

    private static byte[] bytes(DataIn data) {
        ByteBuffer out = ByteBuffer.allocate((int) data.lengthBytes());
        if (data instanceof DataIn.Bytes bytes) {
            out.put(bytes.bytes().duplicate());
        } else if (data instanceof DataIn.Sectors sectors) {
            try {
                sectors.range().read(0, out);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(out.hasRemaining()).isFalse();
        return out.array();
    }
}
