package io.spindle.control.drive;

import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import java.util.List;
import java.util.Optional;

/**
 * Where an operation leads: a disc of the library, an empty drive, or nowhere.
 *
 * @param disc empty when the drive is to be empty, or when the operation is refused
 * @param refusal why it leads nowhere
 */
record Target(Optional<LibraryDisc> disc, Optional<Outcome> refusal) {
    Optional<String> name() {
        return disc.map(LibraryDisc::name);
    }

    static Target of(Operation operation, DriveSpec spec, Optional<String> now, Library library) {
        return switch (operation.verb()) {
            case EJECT -> new Target(Optional.empty(), Optional.empty());
            case SWAP -> named(operation, library);
            case INSERT -> {
                boolean occupied = now.isPresent() && !now.equals(operation.disc());
                yield occupied
                        ? refused(Refusal.OCCUPIED, now.get() + " lies in " + spec.name())
                        : named(operation, library);
            }
            case NEXT -> next(spec, now, library);
        };
    }

    private static Target named(Operation operation, Library library) {
        if (operation.disc().isEmpty()) {
            return refused(Refusal.INVALID, "say which disc");
        }
        return find(operation.disc().get(), library);
    }

    private static Target find(String name, Library library) {
        Optional<LibraryDisc> disc = library.find(name);
        Optional<String> refusal = disc.flatMap(library::refusal);
        if (refusal.isPresent()) {
            return refused(Refusal.FORBIDDEN, refusal.get());
        }
        return disc.isPresent()
                ? new Target(disc, Optional.empty())
                : refused(Refusal.UNKNOWN_DISC, "there is no disc '" + name + "'");
    }

    private static Target next(DriveSpec spec, Optional<String> now, Library library) {
        List<String> order = spec.discs().isEmpty()
                ? library.discs().stream().map(LibraryDisc::name).toList()
                : spec.discs();
        if (order.isEmpty()) {
            return refused(Refusal.UNKNOWN_DISC, "there is no disc to follow");
        }
        int at = now.map(order::indexOf).orElse(-1);
        return find(order.get((at + 1) % order.size()), library);
    }

    private static Target refused(Refusal refusal, String text) {
        return new Target(Optional.empty(), Optional.of(new Outcome.Refused(refusal, text)));
    }
}
