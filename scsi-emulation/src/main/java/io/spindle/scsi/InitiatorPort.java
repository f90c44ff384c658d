package io.spindle.scsi;

/**
 * An initiator port, as a transport names it (SAM-5, 4.5.6).
 *
 * @param name its name, which no other port that is connected has
 * @param lasting what is left of the name after a lost connection: the name itself, or only a part of it when the
 *     initiator makes up the rest for every connection
 */
public record InitiatorPort(String name, String lasting) {
    /** A port that keeps its name. */
    public static InitiatorPort named(String name) {
        return new InitiatorPort(name, name);
    }

    /** Whether it comes back with another name. */
    public boolean changesName() {
        return !name.equals(lasting);
    }
}
