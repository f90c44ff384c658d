package io.spindle.control.drive;

/**
 * Who asks for a change.
 *
 * @param name a user of ours, or of the operating system
 * @param way how they came: {@code socket}, {@code http}, {@code redfish}, {@code start}
 */
public record Operator(String name, String way) {
    /** The server itself, when it brings drives back to what was wanted of them. */
    public static final Operator SERVER = new Operator("spindle", "server");

    /** The guest, when it ejects a disc of a stack. */
    public static final Operator GUEST = new Operator("guest", "eject");

    @Override
    public String toString() {
        return name + " by " + way;
    }
}
