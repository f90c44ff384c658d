package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Msf;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SectorSource;
import io.spindle.iso.disc.SectorType;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataIn;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import io.spindle.scsi.SectorRange;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The sectors that READ CD or READ CD MSF transfers.
 *
 * <p>Where it is plain beforehand that all give as many bytes, the transport reads them. Where only the sectors
 * themselves tell, they are looked at first, and gathered in memory if they turn out to differ.
 *
 * @param medium the CD
 * @param firstLba address of the first sector
 * @param endLba address behind the last
 * @param parts what is wanted
 */
record SectorTransfer(Medium medium, long firstLba, long endLba, SectorParts parts) {
    /** How many sectors are looked at or gathered: 22 megabytes at most, far more than initiators transfer at once. */
    private static final int EXAMINED_SECTORS = 8192;

    private static final FieldPointer LENGTH_FIELD = FieldPointer.cdb(6);
    private static final FieldPointer MAIN_CHANNEL_FIELD = FieldPointer.cdb(9, 7);

    /** What comes of the command. */
    CommandOutcome outcome() {
        OptionalLong outside = firstOutside();
        if (outside.isPresent()) {
            return check(SenseCode.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE, outside.getAsLong(), false);
        }
        if (firstLba == endLba) {
            return CommandOutcome.good();
        }
        if (parts.expected().isPresent() && parts.expected().get() == SectorType.CD_DA == startsWithData()) {
            return wrongType(firstLba);
        }
        OptionalLong transition = transition();
        if (transition.isPresent()) {
            return wrongType(transition.getAsLong());
        }
        return ofTypes(sectors().possibleTypes(firstLba, endLba - firstLba));
    }

    private CommandOutcome ofTypes(Set<SectorType> types) {
        boolean allExpected =
                parts.expected().isEmpty() || Set.of(parts.expected().get()).equals(types);
        boolean noneExpected =
                parts.expected().isPresent() && !types.contains(parts.expected().get());
        if (noneExpected) {
            return wrongType(firstLba);
        }
        Optional<Selected> same = sameForAll(types);
        if (allExpected && same.isPresent() && types.stream().allMatch(parts::areValidFor)) {
            return range(same.get());
        }
        if (types.size() == 1) {
            return CommandOutcome.invalidField(MAIN_CHANNEL_FIELD);
        }
        return endLba - firstLba > EXAMINED_SECTORS
                ? CommandOutcome.invalidField(LENGTH_FIELD)
                : new CommandOutcome.ReadsDisc(medium, this::examine);
    }

    /** Looks at each sector before any is transferred. */
    private CommandOutcome examine() throws IOException {
        Set<SectorType> types = new HashSet<>();
        long lengthBytes = 0;
        for (long lba = firstLba; lba < endLba; lba++) {
            SectorType type = sectors().typeOf(lba);
            if (parts.expected().isPresent() && parts.expected().get() != type) {
                return wrongType(lba);
            }
            if (!parts.areValidFor(type)) {
                return CommandOutcome.invalidField(MAIN_CHANNEL_FIELD);
            }
            types.add(type);
            lengthBytes += selected(type).sectorBytes();
        }
        Optional<Selected> same = sameForAll(types);
        return same.isPresent() ? range(same.get()) : gather((int) lengthBytes);
    }

    private CommandOutcome gather(int lengthBytes) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(lengthBytes);
        for (long lba = firstLba; lba < endLba; lba++) {
            sectors().read(lba, 1, parts.of(sectors().typeOf(lba)), data);
        }
        return new CommandOutcome.Good(new DataIn.Bytes(data.flip()));
    }

    private CommandOutcome range(Selected selected) {
        if (selected.sectorBytes() == 0) {
            return CommandOutcome.good();
        }
        return CommandOutcome.good(
                new SectorRange(medium, firstLba, endLba - firstLba, selected.selection(), selected.sectorBytes()));
    }

    /** What is read of a sector, and how many bytes that is. */
    private record Selected(SectorSelection selection, int sectorBytes) {}

    private Selected selected(SectorType type) {
        SectorSelection selection = parts.of(type);
        return new Selected(selection, sectors().lengthBytes(type, selection));
    }

    private Optional<Selected> sameForAll(Set<SectorType> types) {
        Set<Selected> different = new HashSet<>();
        types.forEach(type -> different.add(selected(type)));
        return different.size() == 1 ? Optional.of(different.iterator().next()) : Optional.empty();
    }

    private SectorSource sectors() {
        return medium.disc().sectors();
    }

    /** The first address that no track has: before the first pre-gap, between sessions, or behind the disc. */
    private OptionalLong firstOutside() {
        Disc disc = medium.disc();
        if (firstLba < -Msf.FIRST_PREGAP_SECTORS || firstLba >= disc.leadOut().value()) {
            return OptionalLong.of(firstLba);
        }
        long lba = firstLba;
        while (lba < endLba) {
            Optional<Track> track = disc.trackAt(lba);
            if (track.isEmpty()) {
                return OptionalLong.of(lba);
            }
            lba = track.get().end().value();
        }
        return OptionalLong.empty();
    }

    /** The first sector that is audio behind data, or data behind audio: no READ CD goes on there (MMC-6, 6.15.2.1). */
    private OptionalLong transition() {
        boolean data = startsWithData();
        return medium.disc().tracks().stream()
                .filter(track -> track.mode().isData() != data)
                .mapToLong(track -> track.pregap().value())
                .filter(lba -> lba > firstLba && lba < endLba)
                .findFirst();
    }

    private boolean startsWithData() {
        return medium.disc().trackAt(firstLba).orElseThrow().mode().isData();
    }

    private static CommandOutcome wrongType(long lba) {
        return check(SenseCode.ILLEGAL_MODE_FOR_THIS_TRACK, lba, true);
    }

    private static CommandOutcome check(SenseCode code, long lba, boolean incorrectLength) {
        OptionalLong information = OptionalLong.of(lba & 0xFFFF_FFFFL);
        return new CommandOutcome.CheckCondition(new Sense(code, Optional.empty(), information, incorrectLength));
    }
}
