package io.spindle.iso.udf;

import io.spindle.iso.filesystem.ExtentList;
import io.spindle.iso.filesystem.FileExtent;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The blocks of a metadata file, in the order of its extents (OSTA UDF, 2.2.10). */
final class MetadataPartition implements Partition {
    private final int blockBytes;
    private final NavigableMap<Long, FileExtent> byStart = new TreeMap<>();

    MetadataPartition(List<FileExtent> extents, int blockBytes) {
        this.blockBytes = blockBytes;
        long start = 0;
        for (FileExtent extent : extents) {
            byStart.put(start, extent);
            start += extent.lengthBytes();
        }
    }

    @Override
    public boolean locate(long block, long lengthBytes, ExtentList places) {
        long at = block * blockBytes;
        long left = lengthBytes;
        while (left > 0) {
            Map.Entry<Long, FileExtent> entry = byStart.floorEntry(at);
            long inside = entry == null ? 0 : at - entry.getKey();
            if (entry == null
                    || inside >= entry.getValue().lengthBytes()
                    || entry.getValue().offsetBytes() == FileExtent.ZEROS) {
                return false;
            }
            long piece = Math.min(left, entry.getValue().lengthBytes() - inside);
            if (!places.add(entry.getValue().offsetBytes() + inside, piece)) {
                return false;
            }
            at += piece;
            left -= piece;
        }
        return true;
    }
}
