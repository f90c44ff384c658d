package io.spindle.scsi.mmc;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import java.util.Optional;

/** READ CD MSF (MMC-6, 6.16): sectors of any kind, any part of them, from a position to before another. */
public final class ReadCdMsf {
    private static final int START_AT = 3;
    private static final int END_AT = 6;

    private ReadCdMsf() {}

    /** The sectors that the CDB names. */
    public static CommandOutcome answer(Cdb cdb, Medium medium) {
        Optional<FieldPointer> wrong = AddressForm.wrongMsf(cdb, START_AT).or(() -> AddressForm.wrongMsf(cdb, END_AT));
        if (wrong.isPresent()) {
            return CommandOutcome.invalidField(wrong.get());
        }
        Optional<CommandOutcome> refusal = ReadCd.refusal(cdb, medium);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        long leadOut = medium.disc().leadOut().value();
        long firstLba = AddressForm.lbaOfMsf(cdb, START_AT, leadOut);
        long endLba = AddressForm.lbaOfMsf(cdb, END_AT, leadOut);
        return endLba < firstLba
                ? CommandOutcome.invalidField(FieldPointer.cdb(END_AT))
                : new SectorTransfer(medium, firstLba, endLba, SectorParts.decode(cdb)).outcome();
    }
}
