package io.spindle.iso.inspection;

import io.spindle.iso.bytes.ByteSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognises what an image holds. */
public final class Inspector {
    private Inspector() {}

    /** Inspects an image of one session; never throws on what it holds, a read that fails becomes a finding. */
    public static Inspection inspect(ByteSource source) {
        return inspect(source, 0);
    }

    /**
     * Inspects an image; never throws on what it holds, a read that fails becomes a finding.
     *
     * @param sessionStartSector where the data of the last session begins; what it says replaces what earlier ones say
     */
    public static Inspection inspect(ByteSource source, long sessionStartSector) {
        ImageWindow image = new ImageWindow(source);
        VolumeDescriptorSet last = VolumeDescriptorSet.read(image, sessionStartSector);
        VolumeDescriptorSet iso9660 =
                last.present() || sessionStartSector == 0 ? last : VolumeDescriptorSet.read(image, 0);
        Optional<UdfVolume> udf = UdfVolume.read(image);
        BootCatalog catalog = iso9660.bootCatalogSector().isPresent()
                ? BootCatalog.read(image, iso9660.bootCatalogSector().getAsLong())
                : new BootCatalog(List.of());
        PartitionTable partitions = PartitionTable.read(image);
        ApplePartitionMap apple = ApplePartitionMap.read(image);
        if (!iso9660.present() && udf.isEmpty()) {
            image.info("no-file-system", -1, "no ISO 9660 or UDF file system was recognised; it is served as it is");
        }
        Optional<String> label = iso9660.label().or(iso9660::jolietLabel).or(() -> udf.flatMap(UdfVolume::label));
        return new Inspection(
                source.lengthBytes(),
                label,
                boots(catalog, partitions),
                iso9660,
                udf,
                catalog,
                partitions,
                apple,
                image.findings());
    }

    private static Set<Firmware> boots(BootCatalog catalog, PartitionTable partitions) {
        Set<Firmware> boots = EnumSet.noneOf(Firmware.class);
        catalog.entries().forEach(entry -> entry.firmware().ifPresent(boots::add));
        if (partitions.partitions().stream().anyMatch(PartitionTable.Partition::efiSystem)) {
            boots.add(Firmware.UEFI);
        }
        return boots;
    }
}
