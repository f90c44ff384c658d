package io.spindle.control.drive;

import java.util.List;
import java.util.Optional;

/** How a drive is made. */
public sealed interface DriveSpec {
    String name();

    DriveKind kind();

    /** The discs that {@link Verb#NEXT} goes through, in order; empty for all of the library. */
    List<String> discs();

    /** Whether a disc of {@link #discs} that the guest ejects is followed by the next one, until there is none. */
    boolean stack();

    /** Our own MMC drive. */
    record Emulated(String name, List<String> discs, boolean stack) implements DriveSpec {
        public Emulated {
            discs = List.copyOf(discs);
        }

        @Override
        public DriveKind kind() {
            return DriveKind.EMULATED;
        }
    }

    /**
     * A CD device of QEMU.
     *
     * @param qmp its monitor: a path of a Unix socket, or {@code tcp:HOST:PORT}
     * @param device the id of the device; empty for the only CD device there is
     * @param tlsCertificates the folder, on the host of QEMU, by which QEMU trusts an NBD server that demands TLS
     */
    record Qemu(
            String name,
            List<String> discs,
            boolean stack,
            String qmp,
            Optional<String> device,
            Optional<String> tlsCertificates)
            implements DriveSpec {
        public Qemu {
            discs = List.copyOf(discs);
        }

        @Override
        public DriveKind kind() {
            return DriveKind.QEMU;
        }
    }

    /** The disc of the stack that comes after the guest has ejected one. */
    default Optional<String> below(Optional<String> ejected) {
        int at = ejected.map(discs()::indexOf).orElse(-1);
        boolean follows = stack() && at >= 0 && at + 1 < discs().size();
        return follows ? Optional.of(discs().get(at + 1)) : Optional.empty();
    }

    /** What is wrong with the name of a drive, empty when it can be one. */
    static Optional<String> nameFault(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
                ? Optional.empty()
                : Optional.of("a drive's name is 1 to 64 letters, digits, dots, dashes or underscores");
    }
}
