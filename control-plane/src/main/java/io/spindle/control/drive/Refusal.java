package io.spindle.control.drive;

import java.util.Locale;

/** Why something was not done: the code, the HTTP status and the exit code of the command, in one row. */
public enum Refusal {
    /** The drive is no longer as the operator saw it. */
    STALE(409, 3, "look again with 'spindle drives', then repeat"),
    /** Somebody else's change is under way. */
    BUSY(409, 3, "wait for it, or use force"),
    /** Another disc lies in the drive. */
    OCCUPIED(409, 3, "use swap"),
    /** The guest did not let go of the tray in time. */
    HELD(409, 3, "unmount it in the guest, or use force"),
    /** A forced change took over. */
    SUPERSEDED(409, 3, "look again with 'spindle drives'"),
    /** There is such a drive already. */
    EXISTS(409, 3, "choose another name"),
    UNKNOWN_DRIVE(404, 4, "'spindle drives' lists them"),
    UNKNOWN_DISC(404, 4, "'spindle discs' lists them"),
    /** The request makes no sense. */
    INVALID(400, 2, "see the documentation of the request"),
    /** The disc, or its source, is not allowed. */
    FORBIDDEN(403, 1, "allow it in the configuration"),
    /** The machine is not there and nothing was promised. */
    OFFLINE(503, 1, "start the machine, or check it with 'spindle doctor'"),
    /** The machine answered with a fault. */
    FAILED(502, 1, "check it with 'spindle doctor'");

    private final int httpStatus;
    private final int exitCode;
    private final String advice;

    Refusal(int httpStatus, int exitCode, String advice) {
        this.httpStatus = httpStatus;
        this.exitCode = exitCode;
        this.advice = advice;
    }

    /** As it is written in documents. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int httpStatus() {
        return httpStatus;
    }

    public int exitCode() {
        return exitCode;
    }

    /** What to do next, for people. */
    public String advice() {
        return advice;
    }
}
