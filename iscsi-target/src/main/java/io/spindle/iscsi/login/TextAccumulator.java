package io.spindle.iscsi.login;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Puts together the text that an initiator says in several PDUs (RFC 7143, 6.2). */
public final class TextAccumulator {
    private final int maximumBytes;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    /** Nothing yet, and never more than that. */
    public TextAccumulator(int maximumBytes) {
        this.maximumBytes = maximumBytes;
    }

    /** Adds a piece; false when the whole would be too long. */
    public boolean add(ByteBuffer piece) {
        if (text.size() + piece.remaining() > maximumBytes) {
            return false;
        }
        byte[] bytes = new byte[piece.remaining()];
        piece.duplicate().get(bytes);
        text.writeBytes(bytes);
        return true;
    }

    /** The whole, after which the next begins. */
    public ByteBuffer take() {
        ByteBuffer whole = ByteBuffer.wrap(text.toByteArray());
        text.reset();
        return whole;
    }
}
