package io.spindle.scsi.mmc;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** GET CONFIGURATION (MMC-6, 6.6): the profile that is current and what the drive can do. */
public final class GetConfiguration {
    private static final int HEADER_BYTES = 8;
    /** In the order in which the drive would rather be them. */
    private static final List<Profile> PROFILES = List.of(Profile.BD_ROM, Profile.DVD_ROM, Profile.CD_ROM);

    private GetConfiguration() {}

    /**
     * The features that the CDB asks for.
     *
     * @param serialNumber of the drive, as INQUIRY tells it; the feature is left out when it is empty
     */
    public static CommandOutcome answer(Cdb cdb, Optional<Medium> medium, String serialNumber) {
        int requestType = cdb.bits(1, 1, 0);
        int starting = cdb.u16(2);
        if (requestType == 3) {
            return CommandOutcome.invalidField(FieldPointer.cdb(1, 1));
        }
        Profile profile = Profile.of(medium);
        List<Feature> told = features(profile, serialNumber).stream()
                .filter(feature -> isAsked(feature, requestType, starting))
                .toList();
        int length = HEADER_BYTES + told.stream().mapToInt(Feature::lengthBytes).sum();
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putInt(length - 4).putShort((short) 0).putShort((short) profile.number());
        told.forEach(feature -> feature.put(out));
        return CommandOutcome.good(out.array(), cdb.u16(7));
    }

    private static boolean isAsked(Feature feature, int requestType, int starting) {
        return switch (requestType) {
            case 0 -> feature.code() >= starting;
            case 1 -> feature.code() >= starting && feature.current();
            default -> feature.code() == starting;
        };
    }

    private static List<Feature> features(Profile now, String serialNumber) {
        boolean cd = now == Profile.CD_ROM;
        boolean loaded = now != Profile.NONE;
        List<Feature> all = new ArrayList<>(List.of(
                Feature.persistent(0x0000, 0, profileList(now)),
                // Core: SCSI, INQUIRY with 16 bits of length, device busy events.
                Feature.persistent(0x0001, 2, "00000001 03 000000"),
                // Morphing: tells operational changes.
                Feature.persistent(0x0002, 1, "02 000000"),
                // Removable medium: a tray that loads, ejects and locks.
                Feature.persistent(0x0003, 2, "39 000000"),
                // Random readable: blocks of 2048 bytes, the error recovery page is there.
                Feature.withDiscs(0x0010, 0, loaded, "00000800" + hex16(now.blocking()) + "01 00"),
                Feature.withDiscs(0x001D, 0, cd, ""),
                // CD read: C2 error bits and CD-TEXT.
                Feature.withDiscs(0x001E, 2, cd, "03 000000"),
                Feature.withDiscs(0x001F, 1, now == Profile.DVD_ROM, "00 00 00 00"),
                // BD read: of each class of BD-RE and BD-R nothing, of BD-ROM class 0 version 1.
                Feature.withDiscs(
                        0x0040,
                        0,
                        now == Profile.BD_ROM,
                        "00000000 0000000000000000 0000000000000000 0002000000000000"),
                Feature.persistent(0x0100, 0, ""),
                // CD external audio play: scans, mutes each channel, sets each volume in 256 steps.
                Feature.withDiscs(0x0103, 0, cd, "07 00 0100"),
                Feature.persistent(0x0105, 1, "00 00 0000"),
                // Real-time streaming: SET CD SPEED, and READ BUFFER CAPACITY in blocks.
                Feature.withDiscs(0x0107, 3, loaded, "18 000000")));
        if (!serialNumber.isEmpty()) {
            all.add(Feature.persistent(0x0108, 0, padded(serialNumber)));
        }
        return all;
    }

    private static byte[] profileList(Profile now) {
        ByteBuffer out = ByteBuffer.allocate(4 * PROFILES.size());
        for (Profile profile : PROFILES) {
            out.putShort((short) profile.number());
            out.put((byte) (profile == now ? 1 : 0)).put((byte) 0);
        }
        return out.array();
    }

    /** Filled up with spaces to a multiple of four. */
    private static byte[] padded(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        byte[] out = Arrays.copyOf(ascii, Math.min(252, (ascii.length + 3) / 4 * 4));
        Arrays.fill(out, Math.min(ascii.length, out.length), out.length, (byte) ' ');
        return out;
    }

    private static String hex16(int value) {
        return String.format("%04x", value);
    }
}
