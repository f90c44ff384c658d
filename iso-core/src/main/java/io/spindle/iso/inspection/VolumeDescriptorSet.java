package io.spindle.iso.inspection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the volume descriptors of ISO 9660 say (ECMA-119, 8).
 *
 * @param present whether there is a primary volume descriptor
 * @param label volume identifier of the primary descriptor
 * @param jolietLabel volume identifier of the Joliet descriptor
 * @param volumeSpaceSizeBytes what the volume claims to take, which is often less than the image
 * @param bootCatalogSector where El Torito's catalogue is
 */
public record VolumeDescriptorSet(
        boolean present,
        Optional<String> label,
        Optional<String> jolietLabel,
        OptionalLong volumeSpaceSizeBytes,
        OptionalLong bootCatalogSector) {
    private static final int FIRST_SECTOR = 16;
    private static final int MAXIMUM_DESCRIPTORS = 64;
    private static final int BOOT_RECORD = 0;
    private static final int PRIMARY = 1;
    private static final int SUPPLEMENTARY = 2;
    private static final int TERMINATOR = 255;

    static VolumeDescriptorSet read(ImageWindow image) {
        Builder found = new Builder();
        for (int i = 0; i < MAXIMUM_DESCRIPTORS; i++) {
            Optional<ByteBuffer> sector = image.sector(FIRST_SECTOR + i);
            if (sector.isEmpty() || !identifier(sector.get()).equals("CD001")) {
                break;
            }
            int type = sector.get().get(0) & 0xFF;
            if (type == TERMINATOR) {
                break;
            }
            found.take(image, type, sector.get(), (FIRST_SECTOR + i) * (long) ImageWindow.SECTOR_BYTES);
        }
        return found.build();
    }

    static String identifier(ByteBuffer sector) {
        byte[] bytes = new byte[5];
        sector.get(1, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static final class Builder {
        private boolean present;
        private Optional<String> label = Optional.empty();
        private Optional<String> jolietLabel = Optional.empty();
        private OptionalLong spaceBytes = OptionalLong.empty();
        private OptionalLong catalog = OptionalLong.empty();

        void take(ImageWindow image, int type, ByteBuffer sector, long offsetBytes) {
            if (type == PRIMARY && !present) {
                primary(image, sector, offsetBytes);
            } else if (type == SUPPLEMENTARY && isJoliet(sector) && jolietLabel.isEmpty()) {
                jolietLabel = Labels.ucs2(sector, 40, 32);
            } else if (type == BOOT_RECORD && isElTorito(sector) && catalog.isEmpty()) {
                catalog = OptionalLong.of(Integer.toUnsignedLong(sector.getInt(71)));
            }
        }

        private void primary(ImageWindow image, ByteBuffer sector, long offsetBytes) {
            present = true;
            label = Labels.identifier(sector, 40, 32);
            long blocks = Integer.toUnsignedLong(sector.getInt(80));
            if (Integer.reverseBytes(sector.getInt(84)) != sector.getInt(80)) {
                image.warning("both-endian", offsetBytes + 80, "the volume space size differs between its two forms");
            }
            int blockBytes = sector.getShort(128) & 0xFFFF;
            spaceBytes = OptionalLong.of(blocks * blockBytes);
            if (spaceBytes.getAsLong() > image.lengthBytes()) {
                image.error(
                        "truncated",
                        image.lengthBytes(),
                        "the volume takes " + spaceBytes.getAsLong() + " bytes, the image has only "
                                + image.lengthBytes() + ": it was not copied whole");
            }
        }

        private static boolean isJoliet(ByteBuffer sector) {
            boolean ucs2 = sector.get(88) == '%' && sector.get(89) == '/';
            return ucs2 && (sector.get(90) == '@' || sector.get(90) == 'C' || sector.get(90) == 'E');
        }

        private static boolean isElTorito(ByteBuffer sector) {
            return Labels.identifier(sector, 7, 32).equals(Optional.of("EL TORITO SPECIFICATION"));
        }

        VolumeDescriptorSet build() {
            return new VolumeDescriptorSet(present, label, jolietLabel, spaceBytes, catalog);
        }
    }
}
