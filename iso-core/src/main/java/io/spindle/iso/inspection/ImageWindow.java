package io.spindle.iso.inspection;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads small pieces of an image and keeps what is to be told of it; what cannot be read is a finding and an empty piece.
 *
 * <p>It reads only so many bytes in all and keeps only so many findings, whatever the image claims. For one thread.
 */
public final class ImageWindow {
    /** Bytes of a logical sector (ECMA-119, 6.1.2). */
    public static final int SECTOR_BYTES = 2048;
    /** All recognisers together read no more than this. */
    private static final int INSPECTION_BYTES = 4 << 20;

    private static final int MAXIMUM_FINDINGS = 200;

    private final ByteSource image;
    private final List<Finding> findings = new ArrayList<>();
    private long bytesLeft;

    /** A window for recognisers. */
    ImageWindow(ByteSource image) {
        this(image, INSPECTION_BYTES);
    }

    /** A window through which no more than that is read. */
    public ImageWindow(ByteSource image, long maximumBytes) {
        this.image = image;
        this.bytesLeft = maximumBytes;
    }

    /** What is looked at. */
    public ByteSource image() {
        return image;
    }

    /** What was noticed so far. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public long lengthBytes() {
        return image.lengthBytes();
    }

    /** True when the whole range is in the image. */
    public boolean holds(long offsetBytes, long lengthBytes) {
        return offsetBytes >= 0 && lengthBytes >= 0 && offsetBytes <= image.lengthBytes() - lengthBytes;
    }

    /** The sector in little-endian order, or empty when it is not wholly inside the image or cannot be read. */
    public Optional<ByteBuffer> sector(long number) {
        return read(number * SECTOR_BYTES, SECTOR_BYTES);
    }

    /** The piece in little-endian order, or empty when it is not wholly inside the image or cannot be read. */
    public Optional<ByteBuffer> read(long offsetBytes, int lengthBytes) {
        return read(image, offsetBytes, lengthBytes);
    }

    /** The same of a source that is made of pieces of the image. */
    public Optional<ByteBuffer> read(ByteSource part, long offsetBytes, int lengthBytes) {
        if (offsetBytes < 0 || offsetBytes > part.lengthBytes() - lengthBytes) {
            return Optional.empty();
        }
        if (lengthBytes > bytesLeft) {
            exhausted();
            return Optional.empty();
        }
        bytesLeft -= lengthBytes;
        ByteBuffer piece = ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            part.read(offsetBytes, piece);
        } catch (IOException e) {
            error("unreadable", offsetBytes, "cannot be read here: " + e.getMessage());
            return Optional.empty();
        }
        return Optional.of(piece.flip());
    }

    private void exhausted() {
        if (bytesLeft > 0) {
            bytesLeft = 0;
            warning("read-limit", -1, "too much had to be read to look at everything");
        }
    }

    public void info(String code, long offsetBytes, String text) {
        add(Finding.Severity.INFO, code, offsetBytes, text);
    }

    public void warning(String code, long offsetBytes, String text) {
        add(Finding.Severity.WARNING, code, offsetBytes, text);
    }

    public void error(String code, long offsetBytes, String text) {
        add(Finding.Severity.ERROR, code, offsetBytes, text);
    }

    private void add(Finding.Severity severity, String code, long offsetBytes, String text) {
        if (findings.size() < MAXIMUM_FINDINGS) {
            findings.add(new Finding(severity, code, offsetBytes, text));
        } else if (findings.size() == MAXIMUM_FINDINGS) {
            findings.add(new Finding(Finding.Severity.WARNING, "more-findings", -1, "there is more, it is left out"));
        }
    }
}
