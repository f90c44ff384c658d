package io.spindle.nbd.export;

import java.util.List;
import java.util.Optional;

/** The exports as of now. Every method answers from memory and is called on event loops by several threads. */
public interface ExportCatalog {
    /** The export of that name; never asked for "". */
    Optional<Export> find(String name);

    /** Why there is no export of that name although there could be; a sentence for the client. */
    default Optional<String> refusal(String name) {
        return Optional.empty();
    }

    /** The export that a client gets who asks for "". */
    Optional<Export> defaultExport();

    /** All exports in the order in which they are to be listed. */
    List<Export> list();
}
