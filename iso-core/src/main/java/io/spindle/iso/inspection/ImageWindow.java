package io.spindle.iso.inspection;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Reads small pieces of an image for the recognisers; what cannot be read is a finding and an empty piece. */
final class ImageWindow {
    static final int SECTOR_BYTES = 2048;
    /** All recognisers together read no more than this. */
    private static final int MAXIMUM_BYTES = 4 << 20;

    private final ByteSource image;
    private final List<Finding> findings;
    private long bytesLeft = MAXIMUM_BYTES;

    ImageWindow(ByteSource image, List<Finding> findings) {
        this.image = image;
        this.findings = findings;
    }

    long lengthBytes() {
        return image.lengthBytes();
    }

    Optional<ByteBuffer> sector(long number) {
        return read(number * SECTOR_BYTES, SECTOR_BYTES);
    }

    /** The piece in little-endian order, or empty when it is not wholly inside the image or cannot be read. */
    Optional<ByteBuffer> read(long offsetBytes, int lengthBytes) {
        boolean inside = offsetBytes >= 0 && offsetBytes <= image.lengthBytes() - lengthBytes;
        if (!inside || lengthBytes > bytesLeft) {
            return Optional.empty();
        }
        bytesLeft -= lengthBytes;
        ByteBuffer piece = ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            image.read(offsetBytes, piece);
        } catch (IOException e) {
            error("unreadable", offsetBytes, "cannot be read here: " + e.getMessage());
            return Optional.empty();
        }
        return Optional.of(piece.flip());
    }

    void info(String code, long offsetBytes, String text) {
        findings.add(new Finding(Finding.Severity.INFO, code, offsetBytes, text));
    }

    void warning(String code, long offsetBytes, String text) {
        findings.add(new Finding(Finding.Severity.WARNING, code, offsetBytes, text));
    }

    void error(String code, long offsetBytes, String text) {
        findings.add(new Finding(Finding.Severity.ERROR, code, offsetBytes, text));
    }
}
