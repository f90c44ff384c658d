package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The volume descriptors of ISO 9660 (ECMA-119, 8).
 *
 * @param primary the first primary volume descriptor
 * @param joliet the first supplementary volume descriptor whose names are Joliet's
 * @param bootCatalogSector where El Torito's catalogue is
 */
public record VolumeDescriptorSet(
        Optional<VolumeDescriptor> primary, Optional<VolumeDescriptor> joliet, OptionalLong bootCatalogSector) {
    private static final int FIRST_SECTOR = 16;
    private static final int MAXIMUM_DESCRIPTORS = 64;
    private static final int BOOT_RECORD = 0;
    private static final int PRIMARY = 1;
    private static final int SUPPLEMENTARY = 2;
    private static final int TERMINATOR = 255;

    /** Whether there is a primary volume descriptor. */
    public boolean present() {
        return primary.isPresent();
    }

    /** Volume identifier of the primary descriptor. */
    public Optional<String> label() {
        return primary.flatMap(VolumeDescriptor::volume);
    }

    /** Volume identifier of the Joliet descriptor. */
    public Optional<String> jolietLabel() {
        return joliet.flatMap(VolumeDescriptor::volume);
    }

    /** What the volume claims to take, which is often less than the image. */
    public OptionalLong volumeSpaceSizeBytes() {
        return primary.map(it -> OptionalLong.of(it.volumeSpaceSizeBytes())).orElse(OptionalLong.empty());
    }

    /**
     * Reads the set of a session.
     *
     * @param sessionStartSector where the session's data begins; 0 for the first
     */
    public static VolumeDescriptorSet read(ImageWindow image, long sessionStartSector) {
        Builder found = new Builder();
        for (int i = 0; i < MAXIMUM_DESCRIPTORS; i++) {
            long number = sessionStartSector + FIRST_SECTOR + i;
            Optional<ByteBuffer> sector = image.sector(number);
            if (sector.isEmpty() || !identifier(sector.get()).equals("CD001")) {
                break;
            }
            int type = sector.get().get(0) & 0xFF;
            if (type == TERMINATOR) {
                break;
            }
            found.take(image, type, sector.get(), number * ImageWindow.SECTOR_BYTES);
        }
        return new VolumeDescriptorSet(found.primary, found.joliet, found.catalog);
    }

    static String identifier(ByteBuffer sector) {
        byte[] bytes = new byte[5];
        sector.get(1, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static final class Builder {
        private Optional<VolumeDescriptor> primary = Optional.empty();
        private Optional<VolumeDescriptor> joliet = Optional.empty();
        private OptionalLong catalog = OptionalLong.empty();

        void take(ImageWindow image, int type, ByteBuffer sector, long offsetBytes) {
            if (type == PRIMARY && primary.isEmpty()) {
                primary = Optional.of(VolumeDescriptor.primary(sector));
                check(image, sector, offsetBytes);
            } else if (type == SUPPLEMENTARY && isJoliet(sector) && joliet.isEmpty()) {
                joliet = Optional.of(VolumeDescriptor.joliet(sector));
            } else if (type == BOOT_RECORD && isElTorito(sector) && catalog.isEmpty()) {
                catalog = OptionalLong.of(Integer.toUnsignedLong(sector.getInt(71)));
            }
        }

        private void check(ImageWindow image, ByteBuffer sector, long offsetBytes) {
            if (Integer.reverseBytes(sector.getInt(84)) != sector.getInt(80)) {
                image.warning("both-endian", offsetBytes + 80, "the volume space size differs between its two forms");
            }
            long spaceBytes = primary.orElseThrow().volumeSpaceSizeBytes();
            if (spaceBytes > image.lengthBytes()) {
                image.error(
                        "truncated",
                        image.lengthBytes(),
                        "the volume takes " + spaceBytes + " bytes, the image has only " + image.lengthBytes()
                                + ": it was not copied whole");
            }
        }

        private static boolean isJoliet(ByteBuffer sector) {
            boolean ucs2 = sector.get(88) == '%' && sector.get(89) == '/';
            return ucs2 && (sector.get(90) == '@' || sector.get(90) == 'C' || sector.get(90) == 'E');
        }

        private static boolean isElTorito(ByteBuffer sector) {
            return Labels.identifier(sector, 7, 32).equals(Optional.of("EL TORITO SPECIFICATION"));
        }
    }
}
