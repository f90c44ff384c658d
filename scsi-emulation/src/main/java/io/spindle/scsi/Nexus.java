package io.spindle.scsi;

/**
 * An initiator port that is connected to a logical unit: the handle by which a transport names it.
 *
 * <p>What the logical unit remembers of it, it keeps itself.
 */
public final class Nexus {
    private final String initiatorPort;

    /**
     * Made by the logical unit.
     *
     * @param initiatorPort the name of the initiator port
     */
    public Nexus(String initiatorPort) {
        this.initiatorPort = initiatorPort;
    }

    /** The name of the initiator port. */
    public String initiatorPort() {
        return initiatorPort;
    }

    @Override
    public String toString() {
        return initiatorPort;
    }
}
