package io.spindle.iso.openpgp;

import io.spindle.iso.inspection.Labels;
import java.io.IOException;

/** A file that is no key, signature or signed text as OpenPGP has them; the message says why, for people. */
public final class OpenPgpException extends IOException {
    private static final long serialVersionUID = 1;

    public OpenPgpException(String text) {
        super(text);
    }

    /** What a library could not read. */
    static OpenPgpException broken(Exception fault) {
        String text = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        return new OpenPgpException("is broken: " + Labels.harmless(text));
    }
}
