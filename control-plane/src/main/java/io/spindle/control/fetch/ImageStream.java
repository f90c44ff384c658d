package io.spindle.control.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The bytes of an image, on their way.
 *
 * @param lengthBytes when it is told beforehand; another length is then a fault of {@code in}
 * @param tag what the server calls this content, "" when it says nothing on which one could rely
 */
record ImageStream(InputStream in, OptionalLong lengthBytes, String tag) implements Closeable {
    @Override
    public void close() throws IOException {
        in.close();
    }
}
