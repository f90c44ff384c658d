package io.spindle.iso.openpgp;

import io.spindle.iso.bytes.StateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys that the administrator trusts, each in a file of a folder that is named after its full fingerprint. None is
 * there unless he put it there.
 */
public final class TrustedKeys {
    private static final String SUFFIX = ".pgp";
    private static final long MAXIMUM_BYTES = 16 << 20;
    private static final String FINGERPRINT = "[0-9A-F]{40}";

    private final Path folder;

    public TrustedKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * A fingerprint as people copy it, with spaces, colons and letters of any case.
     *
     * @return empty when it is not a whole one of 40 digits; keys with the same last digits can be made by anybody
     */
    public static Optional<String> fingerprint(String text) {
        String plain = text.replaceAll("[\\s:]", "").toUpperCase(Locale.ROOT);
        String digits = plain.startsWith("0X") ? plain.substring(2) : plain;
        return Optional.of(digits).filter(it -> it.matches(FINGERPRINT));
    }

    /** All keys, in the order of their fingerprints. */
    public List<PublisherKey> list() throws IOException {
        SortedMap<String, PublisherKey> keys = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                PublisherKey key = only(file);
                keys.put(key.fingerprint(), key);
            }
        }
        return List.copyOf(keys.values());
    }

    /**
     * True when the key is trusted and was not revoked. That it ended since says nothing of what it signed before.
     *
     * @throws IOException when it cannot be read
     */
    public boolean stillTrusts(String fingerprint) throws IOException {
        Path file = folder.resolve(fingerprint + SUFFIX);
        return fingerprint.matches(FINGERPRINT)
                && Files.exists(file)
                && !only(file).isRevoked();
    }

    private static PublisherKey only(Path file) throws IOException {
        List<PublisherKey> keys = read(file);
        String named = file.getFileName().toString();
        if (keys.size() != 1 || !named.equals(keys.get(0).fingerprint() + SUFFIX)) {
            throw new OpenPgpException(
                    file + " is not the one key that its name says: remove it, and trust the key again");
        }
        return keys.get(0);
    }

    /** When a key was last added or removed. */
    public Instant changed() throws IOException {
        return Files.isDirectory(folder) ? Files.getLastModifiedTime(folder).toInstant() : Instant.EPOCH;
    }

    /** Reads a file of keys; nothing is trusted by that. */
    public static List<PublisherKey> read(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_BYTES) {
            throw new OpenPgpException(file + " is larger than any file of keys: export the one that is meant");
        }
        try {
            return PublisherKey.read(Files.readAllBytes(file));
        } catch (OpenPgpException e) {
            throw new OpenPgpException(file + " " + e.getMessage());
        }
    }

    /** Trusts a key from now on; one that was trusted already is replaced by what is newly known of it. */
    public void add(PublisherKey key) throws IOException {
        Files.createDirectories(folder);
        StateFiles.replace(folder.resolve(key.fingerprint() + SUFFIX), key.encoded());
    }

    /** Trusts it no longer; false when it was not. */
    public boolean remove(String fingerprint) throws IOException {
        return Files.deleteIfExists(folder.resolve(fingerprint + SUFFIX));
    }
}
