package io.spindle.control.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which addresses may answer without a lock on the door. */
final class ListenerRules {
    private ListenerRules() {}

    /**
     * Lets a listener pass that only this machine reaches, or that has both TLS and users.
     *
     * @throws IOException else, with what to do
     */
    static void check(HttpListener listener) throws IOException {
        for (var user : listener.users().entrySet()) {
            if (!PasswordHash.isOne(user.getValue())) {
                throw new IOException("the password hash of HTTP user " + user.getKey()
                        + " is no bcrypt hash: make one with 'spindle password'");
            }
        }
        for (var token : listener.tokens().entrySet()) {
            if (!ApiToken.isHash(token.getValue())) {
                throw new IOException(
                        "the hash of HTTP token " + token.getKey() + " is none: make both with 'spindle token'");
            }
        }
        if (listener.certificates().isPresent()) {
            readable(listener.certificates().get().resolve("server-cert.pem"));
            readable(listener.certificates().get().resolve("server-key.pem"));
        }
        if (!isLoopback(listener.host())) {
            String missing = (listener.certificates().isEmpty() ? "TLS (http.tls.certificates)" : "")
                    + (listener.certificates().isEmpty() && listener.isOpen() ? " and " : "")
                    + (listener.isOpen() ? "users (http.users) or tokens (http.tokens)" : "");
            if (!missing.isEmpty()) {
                throw new IOException(listener + " can be reached from other machines and needs " + missing
                        + "; without, listen on 127.0.0.1");
            }
        }
    }

    private static void readable(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(
                    "HTTPS needs " + file + ", which " + (Files.exists(file) ? "cannot be read" : "is not there"));
        }
    }

    private static boolean isLoopback(String host) throws IOException {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new IOException("cannot listen on " + host + ": the host name is not known", e);
        }
    }
}
