package io.spindle.iso.image;

import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.ParseLimits;
import java.util.Locale;
import java.util.Set;

/** Which kind of disc an image of plain blocks was made for, by the folders that players look for. */
final class MediumHint {
    private static final Set<String> DVD_FOLDERS = Set.of("VIDEO_TS", "AUDIO_TS", "DVD_RTAV");
    private static final Set<String> BD_FOLDERS = Set.of("BDMV", "BDAV");
    /** The folder of a disc that people watch has a handful of entries; no more is read for this. */
    private static final ParseLimits LIMITS = new ParseLimits(1, 500, 500, 256 << 10, 1 << 20);

    private MediumHint() {}

    /** A video DVD or Blu-ray Disc however short it is; any other image by its length. */
    static MediumType of(Disc disc) {
        MediumType hint = DiscContents.open(disc.userData(), 0, LIMITS).volumes().stream()
                .flatMap(volume -> volume.list(volume.root()).stream())
                .filter(FileNode::isDirectory)
                .map(folder -> byFolder(folder.name().toUpperCase(Locale.ROOT)))
                .max(MediumType::compareTo)
                .orElse(MediumType.CD);
        return hint.orLarger(disc.leadOut().value());
    }

    private static MediumType byFolder(String name) {
        if (BD_FOLDERS.contains(name)) {
            return MediumType.BD;
        }
        return DVD_FOLDERS.contains(name) ? MediumType.DVD : MediumType.CD;
    }
}
