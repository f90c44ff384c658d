package io.spindle.iso.checksum;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of an image, in which files of checksums and signatures are looked for by what publishers call them. */
public final class ChecksumFolder {
    private static final int MAXIMUM_LISTED = 100_000;
    private static final int MAXIMUM_FILES = 100;
    private static final List<String> SIGNATURE_ENDINGS = List.of(".sig", ".asc", ".gpg", ".sign");
    private static final String DIGEST = "(sha-?(1|256|384|512)|md5|b2|blake2b?)(sums?)?";

    /** SHA256SUMS, sha256sum.txt, b2sums.txt, Fedora-...-CHECKSUM, CHECKSUM.SHA256-..., also signed in one file. */
    private static final Pattern OF_MANY =
            Pattern.compile("(?i)(.*[-_.])?(" + DIGEST + "|(.*[-_.])?checksums?([-_.].*)?)(\\.txt)?(\\.asc)?");

    private ChecksumFolder() {}

    /**
     * The files beside an image that may tell its digest: those named after it, and those for all that is in the folder.
     *
     * @throws IOException when the folder cannot be listed
     */
    public static List<Path> beside(Path image) throws IOException {
        List<Path> found = new ArrayList<>();
        String name = image.getFileName().toString();
        Path folder = image.toAbsolutePath().getParent();
        int listed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (listed++ == MAXIMUM_LISTED || found.size() == MAXIMUM_FILES) {
                    break;
                }
                if (mayTell(file.getFileName().toString(), name) && Files.isRegularFile(file)) {
                    found.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }

    static boolean mayTell(String fileName, String imageName) {
        if (fileName.equals(imageName)) {
            return false;
        }
        return isNamedAfter(fileName, imageName) || OF_MANY.matcher(fileName).matches();
    }

    /** True for a file of checksums or a signature, by its name. */
    public static boolean isAboutOthers(Path file) {
        String name = file.getFileName().toString();
        return SIGNATURE_ENDINGS.stream().anyMatch(name::endsWith)
                || OF_MANY.matcher(name).matches()
                || name.matches("(?i).+\\." + DIGEST);
    }

    /** {@code x.iso.sha256} and {@code x.sha256} of {@code x.iso}. */
    public static boolean isNamedAfter(String fileName, String imageName) {
        int dot = imageName.lastIndexOf('.');
        Stream<String> stems = dot > 0 ? Stream.of(imageName, imageName.substring(0, dot)) : Stream.of(imageName);
        return stems.anyMatch(stem -> fileName.startsWith(stem + ".")
                && fileName.substring(stem.length() + 1).matches("(?i)(" + DIGEST + "|checksums?)(\\.txt)?(\\.asc)?"));
    }

    /** The signatures of a file that lie beside it. */
    public static List<Path> signaturesOf(Path file) {
        return SIGNATURE_ENDINGS.stream()
                .map(ending -> file.resolveSibling(file.getFileName() + ending))
                .filter(Files::isRegularFile)
                .toList();
    }

    /** The file that a signature is named after. */
    public static Optional<Path> signed(Path signature) {
        String name = signature.getFileName().toString();
        return SIGNATURE_ENDINGS.stream()
                .filter(ending -> name.length() > ending.length() && name.endsWith(ending))
                .map(ending -> signature.resolveSibling(name.substring(0, name.length() - ending.length())))
                .findFirst();
    }
}
