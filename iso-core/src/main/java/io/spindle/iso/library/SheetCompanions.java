package io.spindle.iso.library;

import io.spindle.iso.image.Companions;
import io.spindle.iso.image.DiscImages;
import io.spindle.iso.library.Look.FileLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which files belong to which sheet; a sheet is read again only when it changed, or when something that it names is gone. */
final class SheetCompanions {
    private record Known(FileLook sheet, Companions companions) {}

    private final Map<Path, Known> known = new HashMap<>();

    /** What the folders say of the files that belong to a sheet; those that are not there are left out. */
    List<FileLook> of(FileLook sheet) {
        Known before = known.get(sheet.path());
        if (before != null
                && before.sheet().equals(sheet)
                && before.companions().complete()) {
            List<FileLook> looks = looks(before.companions());
            if (looks.size() == before.companions().files().size()) {
                return looks;
            }
        }
        Companions now = read(sheet.path());
        known.put(sheet.path(), new Known(sheet, now));
        return looks(now);
    }

    /** Forgets all sheets but these. */
    void keepOnly(Set<Path> sheets) {
        known.keySet().retainAll(sheets);
    }

    private static Companions read(Path sheet) {
        try {
            return DiscImages.companions(sheet);
        } catch (IOException e) {
            // What is wrong with it is told when it is opened.
            return Companions.NONE;
        }
    }

    private static List<FileLook> looks(Companions companions) {
        List<FileLook> looks = new ArrayList<>();
        for (Path file : companions.files()) {
            try {
                looks.add(FileLook.of(file, Files.readAttributes(file, BasicFileAttributes.class)));
            } catch (IOException e) {
                continue;
            }
        }
        return looks;
    }
}
