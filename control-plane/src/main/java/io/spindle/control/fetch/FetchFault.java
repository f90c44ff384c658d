package io.spindle.control.fetch;

import io.spindle.control.drive.Refusal;
import java.io.IOException;

/** Why an image is not fetched; the text is for the operator and holds no secret. */
public final class FetchFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    private FetchFault(Refusal refusal, String text) {
        super(text);
        this.refusal = refusal;
    }

    static FetchFault invalid(String text) {
        return new FetchFault(Refusal.INVALID, text);
    }

    static FetchFault forbidden(String text) {
        return new FetchFault(Refusal.FORBIDDEN, text);
    }

    static FetchFault failed(String text) {
        return new FetchFault(Refusal.FAILED, text);
    }

    /** Why, as a kind. */
    public Refusal refusal() {
        return refusal;
    }
}
