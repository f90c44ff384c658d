package io.spindle.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** GnuPG with a key ring of its own. */
public final class Gpg implements AutoCloseable {
    private final Path home;

    private Gpg(Path home) {
        this.home = home;
    }

    /** One without keys; its folder has a short name, for the sockets in it must. */
    public static Gpg create() throws IOException {
        return new Gpg(Files.createTempDirectory(
                Path.of("/tmp"),
                "gpg",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** Runs it without questions. */
    public String run(Object... words) {
        return command(words).output();
    }

    private Command command(Object... words) {
        List<Object> all = new ArrayList<>(List.of(
                "gpg",
                "--quiet",
                "--batch",
                "--yes",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "",
                "--no-auto-check-trustdb"));
        all.addAll(Arrays.asList(words));
        return Command.of(all.toArray()).with("GNUPGHOME", home);
    }

    /** Makes a key for signing, and returns its fingerprint. */
    public String key(String userId, String algorithm, String expires) {
        run("--quick-gen-key", userId, algorithm, "sign,cert", expires);
        return fingerprint(userId);
    }

    /** The fingerprint of the primary key. */
    public String fingerprint(String userId) {
        return fingerprints(userId).get(0);
    }

    /** The fingerprints of the primary key and its subkeys. */
    public List<String> fingerprints(String userId) {
        return run("--list-keys", "--with-colons", userId)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":")[9])
                .toList();
    }

    /** All public keys as others get them. */
    public Path export(Path file) {
        run("--armor", "--output", file, "--export");
        return file;
    }

    /** Revokes a key with the certificate that was made with it. */
    public void revoke(String fingerprint) throws IOException {
        Path certificate = home.resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
        // It is kept with a colon before it, so that nobody uses it by mistake.
        Files.writeString(
                home.resolve("revoke.asc"), Files.readString(certificate).replace(":-----BEGIN", "-----BEGIN"));
        run("--import", home.resolve("revoke.asc"));
    }

    @Override
    public void close() throws IOException {
        Command.of("gpgconf", "--kill", "all").with("GNUPGHOME", home).run();
        Folders.delete(home);
    }
}
