package io.spindle.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What comes of a command: an end, or what is needed before there can be one. */
public sealed interface CommandOutcome {
    /** GOOD, with or without data. */
    record Good(DataIn data) implements CommandOutcome {
        private static final Good WITHOUT_DATA = new Good(new DataIn.None());
    }

    /** CHECK CONDITION. */
    record CheckCondition(Sense sense) implements CommandOutcome {}

    /** RESERVATION CONFLICT: another nexus holds the logical unit. */
    record ReservationConflict() implements CommandOutcome {}

    /**
     * The command takes data from the initiator: the transport fetches it and goes on with {@code then}, as one call on
     * the drive, like execute.
     *
     * @param lengthBytes how many bytes the command takes, bounded by the drive
     * @param then what is done with them; a transport that got fewer hands over fewer
     */
    record WantsDataOut(int lengthBytes, DataOutContinuation then) implements CommandOutcome {}

    /**
     * The disc has to be read before the command can end: the transport runs {@code work} where waiting is allowed. The
     * work touches nothing of the drive, so it may run beside other commands; an IOException ends the command with
     * {@link SenseCode#UNRECOVERED_READ_ERROR}.
     */
    record ReadsDisc(Medium medium, DiscWork work) implements CommandOutcome {}

    /** What a command does with the data that it asked for. */
    interface DataOutContinuation {
        CommandOutcome take(ByteBuffer dataOut);
    }

    /** Reads the disc and tells the end of the command: never again {@link WantsDataOut} or {@link ReadsDisc}. */
    interface DiscWork {
        CommandOutcome run() throws IOException;
    }

    /** GOOD without data. */
    static CommandOutcome good() {
        return Good.WITHOUT_DATA;
    }

    /** GOOD with bytes, of which the initiator allowed so many. */
    static CommandOutcome good(byte[] data, long allocationLengthBytes) {
        int length = (int) Math.min(data.length, allocationLengthBytes);
        return length == 0 ? good() : new Good(new DataIn.Bytes(ByteBuffer.wrap(data, 0, length)));
    }

    /** GOOD with sectors. */
    static CommandOutcome good(SectorRange range) {
        return range.countSectors() == 0 ? good() : new Good(new DataIn.Sectors(range));
    }

    /** CHECK CONDITION with a code. */
    static CommandOutcome check(SenseCode code) {
        return new CheckCondition(Sense.of(code));
    }

    /** CHECK CONDITION for a field of the CDB or the parameter list. */
    static CommandOutcome invalidField(FieldPointer field) {
        return new CheckCondition(Sense.invalidField(field));
    }
}
