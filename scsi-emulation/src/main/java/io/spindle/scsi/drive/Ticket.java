package io.spindle.scsi.drive;

import java.util.Optional;

/** Something that the operator asked for, and what came of it. */
public final class Ticket {
    private final Kind kind;
    private final Optional<String> discName;
    private Optional<Result> result = Optional.empty();

    /** What was asked for. */
    public enum Kind {
        INSERT,
        EJECT,
        SWAP
    }

    /** How it ended. */
    public enum Ending {
        DONE,
        /** The guest did not open the tray in time; nothing has changed. */
        TIMED_OUT,
        /** It cannot be done; nothing has changed. */
        REFUSED,
        /** Something else was asked for meanwhile. */
        SUPERSEDED
    }

    /**
     * The end.
     *
     * @param ending how it ended
     * @param reason why it did not end well, a sentence; else empty
     */
    public record Result(Ending ending, String reason) {}

    Ticket(Kind kind, Optional<String> discName) {
        this.kind = kind;
        this.discName = discName;
    }

    /** What was asked for. */
    public Kind kind() {
        return kind;
    }

    /** The disc that is to come in, if one is. */
    public Optional<String> discName() {
        return discName;
    }

    /** How it ended; empty as long as it goes on. */
    public Optional<Result> result() {
        return result;
    }

    Ticket end(Ending ending, String reason) {
        result = Optional.of(new Result(ending, reason));
        return this;
    }

    @Override
    public String toString() {
        return kind
                + discName.map(it -> " " + it).orElse("")
                + result.map(it -> ": " + it.ending()).orElse("");
    }
}
