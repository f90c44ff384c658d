package io.spindle.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A certificate authority of this run, made by openssl, with the file names that libnbd, QEMU and nbdkit look for. */
public final class Certificates {
    private final Path authority;

    private Certificates(Path authority) {
        this.authority = authority;
    }

    /** Makes an authority in a new folder. */
    public static Certificates create(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Command.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
                .append("-subj", "/CN=" + name, "-keyout", folder.resolve("ca-key.pem"))
                .append("-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", folder.resolve("ca-cert.pem"))
                .output();
        return new Certificates(folder);
    }

    /** A folder with the server's certificate for localhost and its key in PKCS #8. */
    public Path server(Path folder) throws IOException {
        return issue(folder, "server", "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
    }

    /** The same with the key in PKCS #1. */
    public Path serverWithPkcs1Key(Path folder) throws IOException {
        Path key = server(folder).resolve("server-key.pem");
        Path pkcs8 = Files.move(key, folder.resolve("pkcs8.pem"));
        Command.of("openssl", "rsa", "-traditional", "-in", pkcs8, "-out", key).output();
        Files.delete(pkcs8);
        return folder;
    }

    /** A folder with a client's certificate. */
    public Path client(Path folder) throws IOException {
        return issue(folder, "client", "extendedKeyUsage=clientAuth\n");
    }

    /** A folder that only lets a client check the server. */
    public Path anonymous(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(authority.resolve("ca-cert.pem"), folder.resolve("ca-cert.pem"));
        return folder;
    }

    private Path issue(Path folder, String role, String extensions) throws IOException {
        anonymous(folder);
        Path request = folder.resolve("request.pem");
        Path wanted = Files.writeString(folder.resolve("extensions"), extensions);
        Path key = folder.resolve(role + "-key.pem");
        Command.of("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + role)
                .append("-keyout", key, "-out", request)
                .output();
        Command.of("openssl", "x509", "-req", "-days", "2", "-in", request, "-extfile", wanted, "-CAcreateserial")
                .append("-CA", authority.resolve("ca-cert.pem"), "-CAkey", authority.resolve("ca-key.pem"))
                .append("-out", folder.resolve(role + "-cert.pem"))
                .output();
        Files.delete(request);
        Files.delete(wanted);
        return folder;
    }
}
