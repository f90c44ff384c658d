package io.spindle.scsi.mmc;

import io.spindle.iso.disc.ErrorFlags;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SectorType;
import io.spindle.iso.disc.SubChannel;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.FieldPointer;
import java.util.List;
import java.util.Optional;

/**
 * Which sectors READ CD expects and what it wants of each: bytes 1, 9 and 10 of its CDB.
 *
 * @param expected the type that every sector must have, or any
 * @param mainChannel the five bits of byte 9 from sync down to EDC and ECC
 * @param errorFlags C2 bits behind the main channel
 * @param subChannel sub-channel behind those
 */
record SectorParts(Optional<SectorType> expected, int mainChannel, ErrorFlags errorFlags, SubChannel subChannel) {
    /** By the number of the type, from 1 on. */
    private static final List<SectorType> TYPES = List.of(
            SectorType.CD_DA,
            SectorType.MODE_1,
            SectorType.MODE_2_FORMLESS,
            SectorType.MODE_2_FORM_1,
            SectorType.MODE_2_FORM_2);

    private static final List<ErrorFlags> ERROR_FLAGS =
            List.of(ErrorFlags.NONE, ErrorFlags.C2, ErrorFlags.C2_AND_BLOCK_ERROR);

    private static final int SYNC = 0x10;
    private static final int SUB_HEADER = 0x08;
    private static final int HEADER = 0x04;
    private static final int USER_DATA = 0x02;
    private static final int EDC_AND_ECC = 0x01;

    /** The first field with a value that is reserved, or that makes no sense for the expected type. */
    static Optional<FieldPointer> wrongField(Cdb cdb) {
        if (cdb.bits(1, 4, 2) > TYPES.size()) {
            return Optional.of(FieldPointer.cdb(1, 4));
        }
        if (cdb.bits(9, 2, 1) >= ERROR_FLAGS.size()) {
            return Optional.of(FieldPointer.cdb(9, 2));
        }
        if (subChannel(cdb).isEmpty()) {
            return Optional.of(FieldPointer.cdb(10, 2));
        }
        SectorParts parts = decode(cdb);
        return parts.expected.isPresent() && !parts.areValidFor(parts.expected.get())
                ? Optional.of(FieldPointer.cdb(9, 7))
                : Optional.empty();
    }

    /** What a CDB without wrong fields asks for. */
    static SectorParts decode(Cdb cdb) {
        int type = cdb.bits(1, 4, 2);
        return new SectorParts(
                type == 0 ? Optional.empty() : Optional.of(TYPES.get(type - 1)),
                cdb.bits(9, 7, 3),
                ERROR_FLAGS.get(cdb.bits(9, 2, 1)),
                subChannel(cdb).orElseThrow());
    }

    private static Optional<SubChannel> subChannel(Cdb cdb) {
        return switch (cdb.bits(10, 2, 0)) {
            case 0 -> Optional.of(SubChannel.NONE);
            case 1 -> Optional.of(SubChannel.RAW);
            case 2 -> Optional.of(SubChannel.Q);
            case 4 -> Optional.of(SubChannel.R_TO_W);
            default -> Optional.empty();
        };
    }

    /** What is read of a sector of that type. */
    SectorSelection of(SectorType type) {
        // The four bytes behind the data of Form 2 need not be an EDC, so that READ CD counts them as user data.
        boolean spare = type == SectorType.MODE_2_FORM_2 && has(USER_DATA);
        return new SectorSelection(
                has(SYNC),
                has(HEADER),
                has(SUB_HEADER),
                has(USER_DATA),
                has(EDC_AND_ECC) || spare,
                errorFlags,
                subChannel);
    }

    /** False when a drive refuses to read these parts of such a sector: they have to follow each other. */
    boolean areValidFor(SectorType type) {
        boolean alone = mainChannel == SYNC || mainChannel == EDC_AND_ECC;
        return type == SectorType.CD_DA || (!alone && of(type).isValidFor(type));
    }

    private boolean has(int part) {
        return (mainChannel & part) != 0;
    }
}
