package io.spindle.scsi.mmc;

import io.spindle.iso.disc.MediumType;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import io.spindle.scsi.SenseCode;
import java.util.Optional;

/** READ CD (MMC-6, 6.15): sectors of any kind, any part of them, from an address on. */
public final class ReadCd {
    private ReadCd() {}

    /** The sectors that the CDB names; addresses are signed, those of the first pre-gap negative. */
    public static CommandOutcome answer(Cdb cdb, Medium medium) {
        Optional<CommandOutcome> refusal = refusal(cdb, medium);
        long firstLba = (int) cdb.u32(2);
        return refusal.orElseGet(
                () -> new SectorTransfer(medium, firstLba, firstLba + cdb.u24(6), SectorParts.decode(cdb)).outcome());
    }

    /** What is wrong with bytes 1, 9 and 10, or with a disc that is no CD. */
    static Optional<CommandOutcome> refusal(Cdb cdb, Medium medium) {
        Optional<FieldPointer> wrong = SectorParts.wrongField(cdb);
        if (wrong.isPresent()) {
            return wrong.map(CommandOutcome::invalidField);
        }
        return medium.disc().medium() == MediumType.CD
                ? Optional.empty()
                : Optional.of(CommandOutcome.check(SenseCode.CANNOT_READ_MEDIUM_INCOMPATIBLE_FORMAT));
    }
}
