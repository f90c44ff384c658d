package io.spindle.iscsi.target;

import java.util.List;
import java.util.Optional;

/** The targets that there are now; can be asked by any thread, and answers from memory. */
public interface TargetCatalog {
    /** The target of that name, whatever the case of its letters. */
    Optional<IscsiTarget> find(String name);

    /** All of them, in an order that stays. */
    List<IscsiTarget> list();
}
