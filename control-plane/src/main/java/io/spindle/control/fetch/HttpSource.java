package io.spindle.control.fetch;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks other servers for images. Each name is resolved once, and the connection goes to the address that was checked; every
 * redirection is checked as the first URL was. All calls wait.
 */
final class HttpSource implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 30_000;
    private static final int REDIRECTIONS = 5;

    private final FetchRules.Allowed allowed;
    private final Resolver resolver;
    private final Optional<PemTrustOptions> trusted;
    private Vertx vertx;
    private HttpClient client;

    /** Finds the addresses of a name. */
    interface Resolver {
        List<InetAddress> resolve(String host) throws IOException;
    }

    /** What came of asking. */
    sealed interface Answer {
        /** The image. */
        record Image(ImageStream stream) implements Answer {}

        /** It is still what the given tag stands for. */
        record AsBefore() implements Answer {}
    }

    private record Got(HttpClientResponse response, BodyStream body) {}

    HttpSource(FetchRules rules, Resolver resolver) {
        this.allowed = rules.allowed();
        this.resolver = resolver;
        this.trusted = rules.authorities().map(it -> new PemTrustOptions().addCertPath(it.toString()));
    }

    /**
     * Asks for an image.
     *
     * @param tag of what is here already, "" for nothing
     * @throws FetchFault when it must not be asked for, or does not come
     */
    Answer get(ImageUrl url, Optional<Credentials> credentials, String tag) throws IOException {
        ImageUrl at = url;
        for (int step = 0; step <= REDIRECTIONS; step++) {
            allowed.source(at);
            Got got = ask(at, at.sameOrigin(url) ? credentials : Optional.empty(), tag);
            int status = got.response().statusCode();
            Optional<String> next = Optional.ofNullable(got.response().getHeader("Location"));
            boolean moved = List.of(301, 302, 303, 307, 308).contains(status) && next.isPresent();
            if (status == 200) {
                return new Answer.Image(image(at, got));
            }
            got.body().close();
            if (status == 304 && !tag.isEmpty()) {
                return new Answer.AsBefore();
            }
            if (!moved) {
                throw FetchFault.failed(at + " answers " + status
                        + (status == 401 || status == 403 ? ": give UserName and Password" : ""));
            }
            at = absolute(at, next.get());
        }
        throw FetchFault.failed(url + " leads on more than " + REDIRECTIONS + " times");
    }

    private static ImageUrl absolute(ImageUrl from, String location) throws FetchFault {
        if (location.startsWith("/") && !location.startsWith("//")) {
            String host = from.host().indexOf(':') < 0 ? from.host() : "[" + from.host() + "]";
            return ImageUrl.parse(from.scheme() + "://" + host + ":" + from.port() + location);
        }
        ImageUrl next = ImageUrl.parse(location);
        if (next.scheme().equals("file")) {
            throw FetchFault.forbidden(from + " leads to a file of this machine");
        }
        return next;
    }

    private static ImageStream image(ImageUrl url, Got got) throws FetchFault {
        String encoding = got.response().getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            got.body().close();
            throw FetchFault.failed(url + " comes packed as " + encoding.replaceAll("[^a-z0-9, -]", "?")
                    + ", though that was not asked for");
        }
        String length = got.response().getHeader("Content-Length");
        boolean known = length != null && length.matches("[0-9]{1,18}");
        String tag = Optional.ofNullable(got.response().getHeader("ETag"))
                .filter(it -> it.matches("\"[\\x21-\\x7e&&[^\"]]{1,200}\""))
                .orElse("");
        return new ImageStream(got.body(), known ? OptionalLong.of(Long.parseLong(length)) : OptionalLong.empty(), tag);
    }

    private Got ask(ImageUrl url, Optional<Credentials> credentials, String tag) throws IOException {
        List<InetAddress> addresses = resolver.resolve(url.host());
        allowed.check(url.host(), addresses);
        String fault = "";
        for (InetAddress address : addresses) {
            try {
                return waitFor(url, send(url, address, credentials, tag));
            } catch (FetchFault e) {
                fault = e.getMessage();
            }
        }
        throw FetchFault.failed(fault);
    }

    private Future<Got> send(ImageUrl url, InetAddress address, Optional<Credentials> credentials, String tag) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]")
                .setPort(url.port())
                .setSsl(url.scheme().equals("https"))
                .setURI(url.target())
                .setConnectTimeout(CONNECT_MILLIS)
                .putHeader("Accept-Encoding", "identity")
                .putHeader("User-Agent", "spindle");
        credentials.ifPresent(it -> options.putHeader("Authorization", basic(it)));
        if (!tag.isEmpty()) {
            options.putHeader("If-None-Match", tag);
        }
        HttpClient asking = client();
        Context context = vertx.getOrCreateContext();
        io.vertx.core.Promise<Got> got = io.vertx.core.Promise.promise();
        context.runOnContext(run -> asking.request(options)
                .compose(request -> request.send())
                .map(response -> new Got(response, new BodyStream(response, context, ANSWER_MILLIS)))
                .onComplete(got));
        return got.future();
    }

    private static String basic(Credentials credentials) {
        String text = credentials.userName() + ":" + credentials.password();
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Got waitFor(ImageUrl url, Future<Got> answer) throws IOException {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw FetchFault.failed(url + " cannot be reached: " + e.getCause().getMessage());
        } catch (TimeoutException e) {
            answer.onSuccess(late -> late.body().close());
            throw FetchFault.failed(url + " did not answer within " + ANSWER_MILLIS / 1000 + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchFault.failed("the server stops");
        }
    }

    /** Nothing of it is there before the first image is asked for. */
    private synchronized HttpClient client() {
        if (client == null) {
            System.setProperty("vertx.disableDnsResolver", "true");
            vertx = Vertx.vertx(new VertxOptions()
                    .setEventLoopPoolSize(1)
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(1)
                    .setUseDaemonThread(true)
                    .setFileSystemOptions(
                            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
            HttpClientOptions options = new HttpClientOptions()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setKeepAlive(false)
                    .setVerifyHost(true)
                    .setDecompressionSupported(false)
                    .setMaxHeaderSize(16 * 1024);
            trusted.ifPresent(options::setTrustOptions);
            client = vertx.createHttpClient(options);
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (vertx != null) {
            vertx.close();
        }
    }
}
