package io.spindle.iso.inspection;

import io.spindle.iso.bytes.ByteSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognises what an image holds. */
public final class Inspector {
    private Inspector() {}

    /** Inspects the image; never throws on what it holds, a read that fails becomes a finding. */
    public static Inspection inspect(ByteSource image) {
        return new Inspection(image.lengthBytes(), Optional.empty(), Set.of(), List.of());
    }
}
