package io.spindle.control.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks names and passwords, remembers sessions, and slows down who guesses. */
public final class LogIns {
    private static final int FREE_FAILURES = 5;
    private static final long PENALTY_NANOS = 30_000_000_000L;
    private static final long SESSION_NANOS = 30L * 60 * 1_000_000_000;
    private static final int SESSIONS_KEPT = 256;
    private static final int ADDRESSES_KEPT = 4096;

    private final LongSupplier nanoClock;
    private final SecureRandom random = new SecureRandom();
    private final byte[] key = new byte[32];
    private final Map<String, byte[]> proven = new ConcurrentHashMap<>();
    /** The same name and password sent many times at once, as by the parts of a script, are one attempt. */
    private final Map<ByteBuffer, Future<Verdict>> underCheck = new ConcurrentHashMap<>();

    private final Map<String, Failures> failures = new LinkedHashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /** Unknown users take as long as known ones: their passwords are compared with one that nobody has. */
    private static final class Nobody {
        private static final String HASH =
                PasswordHash.of(Long.toHexString(new SecureRandom().nextLong()).toCharArray());

        static String hash() {
            return HASH;
        }
    }

    private record Failures(int count, long lastNanos) {}

    /** A log-in that lasts. */
    public record Session(String id, String user, long usedNanos) {}

    /** What came of a check. */
    public sealed interface Verdict {
        /** The caller is who he says. */
        record Welcome(String user) implements Verdict {}

        /** He is not, or says nothing. */
        record No() implements Verdict {}

        /** Too many failed before. */
        record Later(long seconds) implements Verdict {}
    }

    LogIns(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        random.nextBytes(key);
    }

    Future<Verdict> check(Vertx vertx, HttpListener listener, HttpServerRequest request) {
        String token = request.getHeader("X-Auth-Token");
        String authorization = request.getHeader("Authorization");
        if (token == null && authorization != null && authorization.startsWith("Bearer ")) {
            token = authorization.substring("Bearer ".length()).trim();
        }
        if (token != null) {
            return Future.succeededFuture(session(token)
                    .map(Session::user)
                    .or(tokenOf(listener, token))
                    .<Verdict>map(Verdict.Welcome::new)
                    .orElse(new Verdict.No()));
        }
        Optional<String[]> basic = basic(authorization);
        return basic.isEmpty()
                ? Future.succeededFuture(new Verdict.No())
                : password(vertx, listener, request.remoteAddress().hostAddress(), basic.get()[0], basic.get()[1]);
    }

    private static java.util.function.Supplier<Optional<String>> tokenOf(HttpListener listener, String token) {
        return () -> ApiToken.name(listener.tokens(), token);
    }

    /** Checks a name and a password, off the event loop when it takes time. */
    public Future<Verdict> password(Vertx vertx, HttpListener listener, String address, String user, String password) {
        byte[] print = print(user, password);
        byte[] known = proven.get(user);
        if (known != null && MessageDigest.isEqual(known, print)) {
            return Future.succeededFuture(new Verdict.Welcome(user));
        }
        Future<Verdict> same = underCheck.get(ByteBuffer.wrap(print));
        if (same != null) {
            return same;
        }
        long wait = waitSeconds(address);
        if (wait > 0) {
            return Future.succeededFuture(new Verdict.Later(wait));
        }
        // It counts before it is known to fail: guesses that come at once are as many as guesses that come in turn.
        countAttempt(address);
        String hash = Optional.ofNullable(listener.users().get(user)).orElseGet(Nobody::hash);
        Future<Verdict> check = vertx.executeBlocking(() -> PasswordHash.fits(hash, password.toCharArray()), false)
                .map(fits ->
                        fits && listener.users().containsKey(user) ? welcome(address, user, print) : new Verdict.No());
        underCheck.put(ByteBuffer.wrap(print), check);
        check.onComplete(done -> underCheck.remove(ByteBuffer.wrap(print)));
        return check;
    }

    private Verdict welcome(String address, String user, byte[] print) {
        proven.put(user, print);
        synchronized (failures) {
            failures.remove(address);
        }
        return new Verdict.Welcome(user);
    }

    private void countAttempt(String address) {
        synchronized (failures) {
            int count = failures.getOrDefault(address, new Failures(0, 0)).count() + 1;
            failures.remove(address);
            failures.put(address, new Failures(count, nanoClock.getAsLong()));
            if (failures.size() > ADDRESSES_KEPT) {
                failures.remove(failures.keySet().iterator().next());
            }
        }
    }

    private long waitSeconds(String address) {
        synchronized (failures) {
            Failures before = failures.get(address);
            if (before == null || before.count() < FREE_FAILURES) {
                return 0;
            }
            long leftNanos = PENALTY_NANOS - (nanoClock.getAsLong() - before.lastNanos());
            if (leftNanos <= 0) {
                failures.put(address, new Failures(FREE_FAILURES - 1, before.lastNanos()));
                return 0;
            }
            return 1 + leftNanos / 1_000_000_000;
        }
    }

    /** Begins a session and returns its token, which is the only secret; the id is public. */
    public String begin(String user) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        byte[] id = new byte[6];
        random.nextBytes(id);
        synchronized (sessions) {
            String name = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
            sessions.put(token, new Session(name, user, nanoClock.getAsLong()));
            if (sessions.size() > SESSIONS_KEPT) {
                sessions.remove(sessions.keySet().iterator().next());
            }
        }
        return token;
    }

    /** The session of a token. */
    public Optional<Session> session(String token) {
        synchronized (sessions) {
            long now = nanoClock.getAsLong();
            sessions.values().removeIf(it -> now - it.usedNanos() > SESSION_NANOS);
            return Optional.ofNullable(
                    sessions.computeIfPresent(token, (key, old) -> new Session(old.id(), old.user(), now)));
        }
    }

    /** All sessions. */
    public java.util.List<Session> sessions() {
        synchronized (sessions) {
            return java.util.List.copyOf(sessions.values());
        }
    }

    /** Ends a session; false when there is none of that id. */
    public boolean end(String id) {
        synchronized (sessions) {
            return sessions.values().removeIf(it -> it.id().equals(id));
        }
    }

    private static Optional<String[]> basic(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(authorization.substring(6).trim());
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? Optional.of(parts) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is remembered of a password that was proven: nothing that tells it. */
    private byte[] print(String user, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((user.length() + ":" + user).getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
