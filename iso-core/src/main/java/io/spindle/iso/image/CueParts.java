package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.PaddedByteSource;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.image.CueSheet.IndexLine;
import io.spindle.iso.image.CueSheet.TrackLines;
import io.spindle.iso.image.CueSheet.TrackType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which bytes of the files belong to each INDEX of a sheet.
 *
 * <p>Positions count sectors, and tracks in one file may have sectors of different lengths; so bytes are counted from INDEX
 * to INDEX. What lies in a file before its first INDEX belongs to that one's track: to its pre-gap, if that is INDEX 01.
 */
final class CueParts {
    private final CueSheet sheet;
    private final List<Long> fileLengths;
    private final Map<IndexLine, Part> parts = new IdentityHashMap<>();
    private final long[] neededBytes;

    /**
     * A run of sectors in a file.
     *
     * @param file number of the file, from 0
     * @param offsetBytes where it starts
     * @param leadingSectors how many of them lie before the INDEX itself
     */
    record Part(int file, long offsetBytes, long sectors, long leadingSectors) {}

    /** An INDEX with its track. */
    private record Mark(TrackLines track, IndexLine index) {
        int sectorBytes() {
            return track.type().sectorBytes();
        }
    }

    CueParts(CueSheet sheet, List<Long> fileLengths) throws ImageFormatException {
        this.sheet = sheet;
        this.fileLengths = fileLengths;
        this.neededBytes = new long[fileLengths.size()];
        List<List<Mark>> marks = new ArrayList<>();
        fileLengths.forEach(length -> marks.add(new ArrayList<>()));
        for (TrackLines track : sheet.tracks()) {
            for (IndexLine index : track.indexes()) {
                marks.get(index.file()).add(new Mark(track, index));
            }
        }
        for (int file = 0; file < marks.size(); file++) {
            divide(file, marks.get(file));
        }
    }

    Part of(IndexLine index) {
        return parts.get(index);
    }

    /** Sectors of the files that lie before INDEX 01 of a track. */
    long pregapSectors(TrackLines track) {
        IndexLine first = track.indexes().get(0);
        if (first.number() == 0) {
            return of(first).sectors() + of(track.indexes().get(1)).leadingSectors();
        }
        return of(first).leadingSectors();
    }

    /** The files with the last sector of each filled up with silence. */
    List<ByteSource> filled(List<ByteSource> files) {
        List<ByteSource> filled = new ArrayList<>();
        for (int file = 0; file < files.size(); file++) {
            filled.add(PaddedByteSource.toAtLeast(files.get(file), neededBytes[file]));
        }
        return filled;
    }

    private void divide(int file, List<Mark> marks) throws ImageFormatException {
        if (marks.isEmpty()) {
            throw new ImageFormatException(sheet.files().get(file).line(), "no INDEX lies in this file");
        }
        long offset = 0;
        long position = 0;
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            long leading = i == 0 ? mark.index().position() : 0;
            checkInside(mark, offset + leading * mark.sectorBytes());
            long sectors;
            if (i + 1 < marks.size()) {
                sectors = marks.get(i + 1).index().position() - position;
                if (sectors < leading) {
                    throw new ImageFormatException(
                            marks.get(i + 1).index().line(), "this INDEX lies before the one that it follows");
                }
            } else {
                sectors = sectorsToEnd(mark, offset);
            }
            parts.put(mark.index(), new Part(file, offset, sectors, leading));
            offset += sectors * mark.sectorBytes();
            position += sectors;
        }
        neededBytes[file] = offset;
    }

    private void checkInside(Mark mark, long offset) throws ImageFormatException {
        long length = fileLengths.get(mark.index().file());
        if (offset >= length) {
            throw new ImageFormatException(
                    mark.index().line(),
                    "INDEX lies at byte " + offset + " of the file, which has only " + length + " bytes");
        }
    }

    private long sectorsToEnd(Mark mark, long offset) throws ImageFormatException {
        TrackType type = mark.track().type();
        long rest = fileLengths.get(mark.index().file()) - offset;
        long sectors = rest / type.sectorBytes();
        if (rest % type.sectorBytes() == 0) {
            return sectors;
        }
        if (type.mode() != TrackMode.AUDIO) {
            throw new ImageFormatException(
                    mark.index().line(),
                    "from here to its end the file has " + rest + " bytes: that is no whole number of sectors of "
                            + type.sectorBytes());
        }
        return sectors + 1;
    }
}
