package io.spindle.iso.inspection;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was recognised on an image.
 *
 * @param lengthBytes length of the image
 * @param label the volume label that a user would know it by
 * @param boots the firmware that it boots under
 * @param iso9660 its volume descriptors, all empty where it has none
 * @param udf its UDF volume
 * @param bootCatalog its El Torito boot images
 * @param partitions its partition table
 * @param apple its Apple partition map
 * @param findings what a reader should know
 */
public record Inspection(
        long lengthBytes,
        Optional<String> label,
        Set<Firmware> boots,
        VolumeDescriptorSet iso9660,
        Optional<UdfVolume> udf,
        BootCatalog bootCatalog,
        PartitionTable partitions,
        ApplePartitionMap apple,
        List<Finding> findings) {
    public Inspection {
        boots = Set.copyOf(boots);
        findings = List.copyOf(findings);
    }
}
