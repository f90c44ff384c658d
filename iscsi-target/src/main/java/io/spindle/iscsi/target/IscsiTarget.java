package io.spindle.iscsi.target;

import io.spindle.scsi.LogicalUnit;
import io.spindle.transport.TransferCounters;
import java.util.Optional;

/**
 * A SCSI device that initiators log in to.
 *
 * @param name its iSCSI name, in lower case
 * @param logicalUnit what answers the commands
 * @param access who may use it
 * @param chap how an initiator proves that it is who it says; without it none has to
 * @param redirection present when the target is somewhere else
 * @param counters what initiators have read of it
 */
public record IscsiTarget(
        String name,
        LogicalUnit logicalUnit,
        AccessList access,
        Optional<ChapCredentials> chap,
        Optional<Redirection> redirection,
        TransferCounters counters) {
    public IscsiTarget {
        if (!IscsiName.isValid(name) || !name.equals(IscsiName.normalize(name))) {
            throw new IllegalArgumentException("'" + name + "' is no iSCSI name in lower case");
        }
    }

    /** A target of which nothing was read yet. */
    public IscsiTarget(
            String name,
            LogicalUnit logicalUnit,
            AccessList access,
            Optional<ChapCredentials> chap,
            Optional<Redirection> redirection) {
        this(name, logicalUnit, access, chap, redirection, new TransferCounters());
    }

    /** A target that everybody may use. */
    public static IscsiTarget open(String name, LogicalUnit logicalUnit) {
        return new IscsiTarget(name, logicalUnit, AccessList.EVERYBODY, Optional.empty(), Optional.empty());
    }
}
