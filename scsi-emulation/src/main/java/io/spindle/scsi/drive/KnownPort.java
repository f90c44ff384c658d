package io.spindle.scsi.drive;

import java.util.Optional;

/**
 * An initiator port that the drive has seen before.
 *
 * @param initiatorPort its name
 * @param discIdentity the disc that it saw last, empty when it saw the drive empty
 * @param settled true when it had been told all that happened until then
 * @param preventing true when it prevented the removal of the disc
 */
public record KnownPort(String initiatorPort, Optional<String> discIdentity, boolean settled, boolean preventing) {}
