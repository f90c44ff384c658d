package io.spindle.iso.iso9660;

import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.inspection.ImageWindow;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the records of a directory, sector after sector; none crosses the end of a sector (ECMA-119, 6.8.1.1). */
final class DirectoryReader {
    private static final int PIECE_BYTES = 32 * ImageWindow.SECTOR_BYTES;

    private final ImageWindow window;
    private final ParseLimits limits;

    DirectoryReader(ImageWindow window, ParseLimits limits) {
        this.window = window;
        this.limits = limits;
    }

    /** Hands the records over in order, until one is answered with false. */
    void read(FileExtent directory, Predicate<DirectoryRecord> records) {
        long offset = directory.offsetBytes();
        long there = Math.max(0, Math.min(directory.lengthBytes(), window.lengthBytes() - offset));
        if (there < directory.lengthBytes()) {
            window.error("directory-outside", offset, "a directory lies outside the image");
        }
        if (there > limits.directoryBytes()) {
            window.warning("directory-limit", offset, "a directory is too long, its rest is left out");
            there = limits.directoryBytes();
        }
        boolean more = true;
        for (long at = 0; at < there && more; at += PIECE_BYTES) {
            int pieceBytes = (int) Math.min(PIECE_BYTES, there - at);
            Optional<ByteBuffer> piece = window.read(offset + at, pieceBytes);
            more = piece.isPresent() && piece(piece.get(), offset + at, records);
        }
    }

    private boolean piece(ByteBuffer piece, long offsetBytes, Predicate<DirectoryRecord> records) {
        for (int sector = 0; sector < piece.limit(); sector += ImageWindow.SECTOR_BYTES) {
            int end = Math.min(piece.limit(), sector + ImageWindow.SECTOR_BYTES);
            int at = sector;
            while (at < end && piece.get(at) != 0) {
                Optional<DirectoryRecord> record = DirectoryRecord.decode(piece, at, end);
                if (record.isEmpty()) {
                    window.error("directory-record", offsetBytes + at, "a directory record is broken");
                    break;
                }
                if (!records.test(record.get())) {
                    return false;
                }
                at += record.get().lengthBytes();
            }
        }
        return true;
    }
}
