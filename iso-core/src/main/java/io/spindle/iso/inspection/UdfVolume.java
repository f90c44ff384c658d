package io.spindle.iso.inspection;

import java.util.Optional;

/**
 * What is known of a UDF volume (ECMA-167, OSTA UDF).
 *
 * @param label the logical volume identifier
 * @param revision of OSTA UDF that its domain names, as in {@code 2.01}
 */
public record UdfVolume(Optional<String> label, Optional<String> revision) {

    /** The volume, or empty when the recognition sequence names none. */
    static Optional<UdfVolume> read(ImageWindow image) {
        if (!UdfDescriptorSequence.isRecognised(image)) {
            return Optional.empty();
        }
        Optional<UdfDescriptorSequence> descriptors = UdfDescriptorSequence.read(image);
        if (descriptors.isEmpty()) {
            image.warning("udf-anchor", -1, "the image says that it holds UDF, but no anchor was found");
        }
        return Optional.of(new UdfVolume(
                descriptors.flatMap(UdfDescriptorSequence::label), descriptors.flatMap(UdfVolume::revision)));
    }

    /** Binary coded decimal behind the domain identifier (OSTA UDF, 2.1.5.3). */
    private static Optional<String> revision(UdfDescriptorSequence descriptors) {
        return descriptors
                .prevailing(UdfDescriptorSequence.LOGICAL_VOLUME_TAG)
                .map(descriptor -> descriptor.getShort(240) & 0xFFFF)
                .filter(revision -> revision != 0)
                .map(revision -> String.format("%x.%02x", revision >> 8, revision & 0xFF));
    }
}
