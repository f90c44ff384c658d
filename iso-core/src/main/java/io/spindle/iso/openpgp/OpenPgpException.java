package io.spindle.iso.openpgp;

import java.io.IOException;

/** A file that is no key, signature or signed text as OpenPGP has them; the message says why, for people. */
public final class OpenPgpException extends IOException {
    private static final long serialVersionUID = 1;

    public OpenPgpException(String text) {
        super(text);
    }
}
