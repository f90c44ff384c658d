package io.spindle.iso.library;

import io.spindle.iso.checksum.ChecksumFolder;
import io.spindle.iso.image.PackedNames;
import io.spindle.iso.library.Look.FileLook;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One look at the sources: the files that are to be served by name, and those that are not, with the reason. */
final class FolderScan {
    private static final int MAXIMUM_DEPTH = 32;
    private static final Set<String> SHEET_EXTENSIONS = Set.of("cue", "toc", "ccd", "mds");
    private static final Set<String> IMAGE_EXTENSIONS = Set.of(
            "iso", "img", "udf", "dvd", "cdr", "raw", "bin", "mdf", "nrg", "chd", "cso", "ciso", "zso", "cue", "toc",
            "ccd", "mds");
    private static final Set<String> PARTIAL_EXTENSIONS = Set.of("part", "partial", "crdownload", "tmp", "download");

    /**
     * A file that is to be served.
     *
     * @param path where it is
     * @param look what its folder says of it, and of the files that belong to it
     * @param named whether the user named the file itself, who then vouches for it being complete
     */
    record Found(Path path, Look look, boolean named) {}

    private final Map<String, Found> found = new TreeMap<>();
    private final List<SkippedFile> skipped = new ArrayList<>();

    private FolderScan() {}

    /**
     * Looks at files and folders.
     *
     * @param companions what is known of sheets from earlier looks
     */
    static FolderScan of(List<Path> sources, SheetCompanions companions) {
        FolderScan scan = new FolderScan();
        for (Path source : sources) {
            if (Files.isDirectory(source)) {
                scan.folder(source);
            } else {
                scan.file(source);
            }
        }
        scan.joinSheets(companions);
        return scan;
    }

    /** The files that belong to sheets are no discs of their own, and it is not to be told why they are none. */
    private void joinSheets(SheetCompanions companions) {
        Set<Path> parts = new HashSet<>();
        Set<Path> sheets = new HashSet<>();
        found.replaceAll((name, image) -> {
            if (!isSheet(image.path())) {
                return image;
            }
            List<FileLook> files = new ArrayList<>(image.look().files());
            sheets.add(image.path());
            for (FileLook part : companions.of(files.get(0))) {
                parts.add(part.path());
                files.add(part);
            }
            return new Found(image.path(), new Look(files), image.named());
        });
        companions.keepOnly(sheets);
        if (!parts.isEmpty()) {
            Set<String> names = parts.stream().map(FolderScan::lastName).collect(Collectors.toSet());
            found.values().removeIf(image -> !isSheet(image.path()) && isPart(image.path(), names, parts));
            skipped.removeIf(file -> isPart(file.path(), names, parts));
        }
    }

    private static boolean isPart(Path path, Set<String> names, Set<Path> parts) {
        try {
            // Most files are not asked for their real path.
            return names.contains(lastName(path)) && parts.contains(path.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSheet(Path path) {
        return SHEET_EXTENSIONS.contains(extension(lastName(path)));
    }

    private static String lastName(Path path) {
        return path.getFileName().toString();
    }

    Map<String, Found> found() {
        return found;
    }

    List<SkippedFile> skipped() {
        return skipped;
    }

    private void file(Path path) {
        try {
            take(path, nameOf(path.getFileName()), Files.readAttributes(path, BasicFileAttributes.class), true);
        } catch (IOException e) {
            skip(path, Files.exists(path) ? "cannot be read: " + e.getMessage() : "is not there");
        }
    }

    private void folder(Path folder) {
        try {
            Path real = folder.toRealPath();
            // Links are followed, and what leaves the folder is skipped; the walk itself breaks cycles.
            Files.walkFileTree(
                    folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAXIMUM_DEPTH, new Visitor(folder, real));
        } catch (IOException e) {
            skip(folder, "cannot be read: " + e.getMessage());
        }
    }

    /** That of the image, however it is packed. */
    private static String nameOf(Path path) {
        return PackedNames.withoutSuffix(path.toString().replace('\\', '/'));
    }

    private void take(Path path, String name, BasicFileAttributes attributes, boolean named) {
        if (!attributes.isRegularFile()) {
            skip(path, "is not a regular file");
        } else if (attributes.size() == 0) {
            skip(path, "is empty");
        } else if (!Files.isReadable(path)) {
            skip(path, "may not be read by this user");
        } else if (DiscNames.fault(name).isPresent()) {
            skip(path, DiscNames.fault(name).get());
        } else {
            Found image = new Found(path, new Look(List.of(FileLook.of(path, attributes))), named);
            Found other = found.putIfAbsent(name, image);
            if (other != null) {
                boolean wins = isPacked(other.path()) && !isPacked(path);
                found.put(name, wins ? image : other);
                skip(
                        wins ? other.path() : path,
                        "the name '" + name + "' is taken by " + found.get(name).path());
            }
        }
    }

    /** Of two files of one image the one is served that need not be expanded. */
    private static boolean isPacked(Path path) {
        return !PackedNames.withoutSuffix(lastName(path)).equals(lastName(path));
    }

    private void skip(Path path, String reason) {
        skipped.add(new SkippedFile(path, reason));
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final Path realFolder;

        Visitor(Path folder, Path realFolder) {
            this.folder = folder;
            this.realFolder = realFolder;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!directory.equals(folder) && (isHidden(directory) || leaves(directory))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            String extension = extension(PackedNames.withoutSuffix(lastName(path)));
            if (isHidden(path)) {
                skip(path, "is hidden");
            } else if (ChecksumFolder.isAboutOthers(path)) {
                // It tells of the images beside it, which verification reads.
                return FileVisitResult.CONTINUE;
            } else if (PARTIAL_EXTENSIONS.contains(extension(lastName(path)))) {
                skip(path, "is not complete yet, as its name says");
            } else if (!IMAGE_EXTENSIONS.contains(extension)) {
                skip(path, "its name does not end as that of an image; give the file itself to serve it");
            } else if (!leaves(path)) {
                take(path, nameOf(folder.relativize(path)), attributes, false);
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean leaves(Path path) {
            try {
                if (path.toRealPath().startsWith(realFolder)) {
                    return false;
                }
                skip(path, "a symbolic link leads out of the folder");
            } catch (IOException e) {
                skip(path, "cannot be read: " + e.getMessage());
            }
            return true;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) {
            skip(path, "cannot be read: " + failure);
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
