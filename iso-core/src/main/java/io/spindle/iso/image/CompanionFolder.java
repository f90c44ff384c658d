package io.spindle.iso.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The folder of a sheet, in which the files that it names are looked for whatever the case of their names.
 *
 * <p>What a sheet says is not trusted: a name leads to no file outside the folder, neither by itself nor by a symbolic
 * link.
 */
final class CompanionFolder {
    private static final int MAXIMUM_DEPTH = 32;
    private static final int MAXIMUM_LISTED = 100_000;

    private final Path folder;
    /** What lies in the folders that were looked through: a sheet may name a thousand files that are not there. */
    private final Map<Path, Map<String, List<Path>>> listed = new HashMap<>();

    private CompanionFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder that the sheet lies in. */
    static CompanionFolder of(Path sheet) throws IOException {
        return new CompanionFolder(sheet.toAbsolutePath().getParent().toRealPath());
    }

    /**
     * The file of that name.
     *
     * @param name parts with slashes or backslashes between them
     * @throws ImageFormatException when the name leads out of the folder, or to no file or several
     */
    Path find(String name) throws IOException {
        String[] parts = name.split("[/\\\\]", -1);
        checkStays(name, List.of(parts));
        Path at = folder;
        for (String part : parts) {
            if (!part.equals(".")) {
                at = inside(at, part, name);
            }
        }
        Path real = at.toRealPath();
        if (!real.startsWith(folder)) {
            throw new ImageFormatException(
                    ImageFormatException.shown(name) + " is a symbolic link out of the folder of the sheet");
        }
        if (!Files.isRegularFile(real)) {
            throw missing(name);
        }
        return real;
    }

    /** The name of the file beside a sheet that differs from it in what follows the last dot. */
    static String sibling(Path sheet, String extension) {
        String name = sheet.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return (dot < 0 ? name : name.substring(0, dot)) + "." + extension;
    }

    /**
     * The file of that name in the folder itself, or empty when there is none.
     *
     * @throws ImageFormatException when the name leads out of the folder, or to several
     */
    Optional<Path> findIfThere(String name) throws IOException {
        return named(folder, name, name).isPresent() ? Optional.of(find(name)) : Optional.empty();
    }

    /** The files of those names that are there. */
    Companions companions(Collection<String> names) {
        Set<Path> found = new TreeSet<>();
        boolean complete = true;
        for (String name : names) {
            try {
                found.add(find(name));
            } catch (IOException e) {
                // Why it is not found is told when the image is opened.
                complete = false;
            }
        }
        return new Companions(List.copyOf(found), complete);
    }

    private static void checkStays(String name, List<String> parts) throws ImageFormatException {
        String shown = ImageFormatException.shown(name);
        if (parts.get(0).isEmpty() || parts.get(0).matches("[A-Za-z]:.*")) {
            throw new ImageFormatException(shown + " is an absolute path: only files beside the sheet are read");
        }
        if (parts.contains("..")) {
            throw new ImageFormatException(shown + " leads out of the folder of the sheet");
        }
        if (parts.size() > MAXIMUM_DEPTH) {
            throw missing(name);
        }
    }

    private Path inside(Path parent, String part, String name) throws IOException {
        if (part.isEmpty() || !Files.isDirectory(parent)) {
            throw missing(name);
        }
        return named(parent, part, name).orElseThrow(() -> missing(name));
    }

    private Optional<Path> named(Path parent, String part, String name) throws IOException {
        Optional<Path> exact = exactly(parent, part);
        return exact.isPresent() ? exact : inOtherCase(parent, part, name);
    }

    private static Optional<Path> exactly(Path parent, String part) {
        try {
            return Optional.of(parent.resolve(part)).filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> inOtherCase(Path parent, String part, String name) throws IOException {
        Map<String, List<Path>> entries = listed.get(parent);
        if (entries == null) {
            entries = list(parent);
            listed.put(parent, entries);
        }
        List<Path> found = entries.getOrDefault(part, List.of());
        if (found.size() > 1) {
            throw new ImageFormatException(
                    "several files are called " + ImageFormatException.shown(name) + " but for the case of letters");
        }
        return found.stream().findFirst();
    }

    /** The entries of a folder by their names whatever their case; none of a folder that has too many. */
    private static Map<String, List<Path>> list(Path parent) throws IOException {
        Map<String, List<Path>> entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent)) {
            for (Path entry : all) {
                if (count++ == MAXIMUM_LISTED) {
                    return Map.of();
                }
                entries.computeIfAbsent(entry.getFileName().toString(), name -> new ArrayList<>(1))
                        .add(entry);
            }
        }
        return entries;
    }

    private static ImageFormatException missing(String name) {
        return new ImageFormatException(
                "the file " + ImageFormatException.shown(name) + " is not in the folder of the sheet");
    }
}
