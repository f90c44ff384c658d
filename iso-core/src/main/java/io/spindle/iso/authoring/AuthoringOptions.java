package io.spindle.iso.authoring;

import io.spindle.iso.authoring.boot.BootOptions;
import java.util.Optional;

/**
 * How a tree becomes a disc.
 *
 * @param label what the disc is known by; empty to choose by what lies in the tree
 * @param publisher may be ""
 * @param preparer may be ""
 * @param application may be ""
 * @param shortNames whether plain ISO 9660 has names of eight and three characters, not thirty-one
 * @param joliet whether there is a tree for Windows
 * @param rockRidge whether there are names, links and modes for POSIX
 * @param udf whether there is a tree of UDF
 * @param keepOwners whether owners and modes are kept; else all belongs to root and all may read it
 * @param sourceDateSeconds the date of the disc, and the latest that a file may have; empty for that of the newest file
 * @param boot how it boots
 */
public record AuthoringOptions(
        Optional<String> label,
        String publisher,
        String preparer,
        String application,
        boolean shortNames,
        boolean joliet,
        boolean rockRidge,
        Udf udf,
        boolean keepOwners,
        Optional<Long> sourceDateSeconds,
        BootOptions boot) {
    /** Whether there is a tree of UDF. */
    public enum Udf {
        /** Where other trees would not tell all: files over 4 GiB, and names that are too long for Joliet. */
        WHERE_NEEDED,
        YES,
        NO
    }

    /** Rock Ridge and Joliet, UDF where it is needed, and whatever boots. */
    public static final AuthoringOptions USUAL = new AuthoringOptions(
            Optional.empty(),
            "",
            "",
            "",
            false,
            true,
            true,
            Udf.WHERE_NEEDED,
            false,
            Optional.empty(),
            BootOptions.AUTOMATIC);

    /** The same with another label. */
    public AuthoringOptions withLabel(String other) {
        return new AuthoringOptions(
                Optional.of(other),
                publisher,
                preparer,
                application,
                shortNames,
                joliet,
                rockRidge,
                udf,
                keepOwners,
                sourceDateSeconds,
                boot);
    }

    /** The same with that date. */
    public AuthoringOptions withSourceDate(Optional<Long> seconds) {
        return new AuthoringOptions(
                label, publisher, preparer, application, shortNames, joliet, rockRidge, udf, keepOwners, seconds, boot);
    }

    /** The same with UDF or without. */
    public AuthoringOptions withUdf(Udf other) {
        return new AuthoringOptions(
                label,
                publisher,
                preparer,
                application,
                shortNames,
                joliet,
                rockRidge,
                other,
                keepOwners,
                sourceDateSeconds,
                boot);
    }
}
