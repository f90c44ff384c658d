package io.spindle.scsi.command;

/** What the drive looks at before a command is done. */
public enum CommandFlag {
    /** Without a disc that is ready the command ends with NOT READY. */
    NEEDS_MEDIUM,
    /** Done, and the unit attention kept, where other commands would report it (SAM-5, 5.14; MMC-6, 4.1.6.1). */
    ALLOWED_UNDER_UNIT_ATTENTION,
    /** Bits 4 to 0 of byte 1 belong to the name of the command. */
    SERVICE_ACTION,
    /** Ends playing of audio. */
    STOPS_AUDIO,
    /** Would change the disc: known, so that it is refused as WRITE PROTECTED, but not reported as supported. */
    WRITES
}
