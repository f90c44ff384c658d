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
 * @param findings what a reader should know
 */
public record Inspection(long lengthBytes, Optional<String> label, Set<Firmware> boots, List<Finding> findings) {}
