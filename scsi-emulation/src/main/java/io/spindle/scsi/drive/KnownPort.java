package io.spindle.scsi.drive;

import io.spindle.scsi.InitiatorPort;
import java.util.Optional;

/**
 * An initiator port that the drive has seen before.
 *
 * @param port its names
 * @param discIdentity the disc that it saw last, empty when it saw the drive empty
 * @param settled true when it had been told all that happened until then
 * @param preventing true when it prevented the removal of the disc
 */
public record KnownPort(InitiatorPort port, Optional<String> discIdentity, boolean settled, boolean preventing) {
    KnownPort unsettled() {
        return new KnownPort(port, discIdentity, false, preventing);
    }
}
