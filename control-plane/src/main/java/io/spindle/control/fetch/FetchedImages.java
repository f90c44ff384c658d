package io.spindle.control.fetch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.DriveStatus;
import io.spindle.control.drive.Drives;
import io.spindle.control.drive.Operation;
import io.spindle.control.drive.Outcome;
import io.spindle.control.drive.Refusal;
import io.spindle.control.drive.Verb;
import io.spindle.iso.library.Library;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images that are put into drives by URL: each is fetched once, is a disc of the library as long as some drive has it, and is
 * removed then.
 *
 * <p>Safe on any thread; nothing waits on the caller's.
 */
public final class FetchedImages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FetchedImages.class);
    private static final int AT_ONCE = 4;
    private static final long SWEEP_MILLIS = 1000;
    private static final long TELL_NANOS = 500_000_000;
    private static final int STEM_CHARACTERS = 100;
    private static final int TAGS_KEPT = 256;

    private final FetchRules rules;
    private final FetchRules.Allowed allowed;
    private final FetchFolder folder;
    private final Library library;
    private final HttpSource http;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "fetch");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<Wanted, Flight> flights = new ConcurrentHashMap<>();
    private final Map<Wanted, Known> known = new ConcurrentHashMap<>();
    private volatile Drives drives;

    /** Who has other rights may be shown another image. */
    private record Wanted(ImageUrl url, Optional<Credentials> credentials) {}

    private record Known(String tag, String disc) {}

    /** One fetch, for all drives that wait for it. */
    private static final class Flight {
        final Set<String> drives = new CopyOnWriteArraySet<>();
        final CompletableFuture<String> disc = new CompletableFuture<>();
        long toldNanos = System.nanoTime();
    }

    private FetchedImages(FetchRules rules, FetchFolder folder, Library library, HttpSource.Resolver resolver) {
        this.rules = rules;
        this.allowed = rules.allowed();
        this.folder = folder;
        this.library = library;
        this.http = new HttpSource(rules, resolver);
    }

    /**
     * Opens the images that were fetched before, which puts them into the library.
     *
     * @throws IOException when they cannot be opened, or the rules cannot be kept to
     */
    public static FetchedImages open(FetchRules rules, Path folder, Library library) throws IOException {
        rules.check();
        return open(rules, folder, library, FetchedImages::resolve);
    }

    static FetchedImages open(FetchRules rules, Path folder, Library library, HttpSource.Resolver resolver)
            throws IOException {
        return new FetchedImages(rules, FetchFolder.open(folder, library), library, resolver);
    }

    private static List<InetAddress> resolve(String host) throws IOException {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw FetchFault.failed("the host " + host + " is not known");
        }
    }

    /** Begins to look after the images, for these drives. */
    public void serve(Drives served) {
        drives = served;
        threads.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** True for what is a URL rather than the name of a disc. */
    public static boolean isUrl(String text) {
        return text.matches("(?is)(https?|file):.*");
    }

    /**
     * Fetches an image and then asks a drive to take it.
     *
     * @param operation an insert or a swap, whatever disc it names; its source, when it has one, is told back in place of
     *     {@code url}
     * @return as of {@link Drives#operate}; nothing of the credentials is written anywhere
     */
    public CompletableFuture<Outcome> operate(
            String drive, Operation operation, String url, Optional<Credentials> credentials) {
        Wanted wanted;
        try {
            wanted = new Wanted(ImageUrl.parse(url), credentials);
            allowed.source(wanted.url());
        } catch (FetchFault e) {
            return CompletableFuture.completedFuture(refused(e));
        }
        Optional<DriveStatus> status = drives.find(drive);
        String source = operation.source().orElse(url);
        Optional<Outcome> early = early(drive, status, operation, source);
        if (early.isPresent()) {
            return CompletableFuture.completedFuture(early.get());
        }
        return fetch(wanted, drive)
                .thenCompose(disc -> {
                    Operation named = operation.naming(disc, source);
                    return library.examined(disc)
                            .thenCompose(known -> drives.operate(drive, named))
                            .whenComplete((outcome, failure) -> folder.release(disc));
                })
                .exceptionally(FetchedImages::refused);
    }

    /** What is known before anything is fetched. */
    private static Optional<Outcome> early(
            String drive, Optional<DriveStatus> status, Operation operation, String source) {
        if (status.isEmpty()) {
            return Optional.of(new Outcome.Refused(Refusal.UNKNOWN_DRIVE, "there is no drive '" + drive + "'"));
        }
        Optional<String> lies = status.get().disc();
        if (operation.verb() != Verb.INSERT || lies.isEmpty()) {
            return Optional.empty();
        }
        boolean same = status.get().source().equals(Optional.of(source))
                && lies.equals(status.get().wanted());
        return Optional.of(
                same
                        ? new Outcome.Done(status.get(), false)
                        : new Outcome.Refused(Refusal.OCCUPIED, lies.get() + " lies in " + drive));
    }

    private static Outcome refused(Throwable failure) {
        Throwable cause = failure instanceof java.util.concurrent.CompletionException ? failure.getCause() : failure;
        if (cause instanceof FetchFault fault) {
            return new Outcome.Refused(fault.refusal(), fault.getMessage());
        }
        LOG.warn("an image could not be fetched", cause);
        return new Outcome.Refused(Refusal.FAILED, "the image could not be fetched: see the log of the server");
    }

    /** Completes with a disc that is held for the caller. */
    private CompletableFuture<String> fetch(Wanted wanted, String drive) {
        Flight fresh = new Flight();
        Flight flight = flights.computeIfAbsent(wanted, it -> fresh);
        flight.drives.add(drive);
        CompletableFuture<String> held = flight.disc.thenCompose(this::hold);
        if (flight == fresh) {
            threads.execute(() -> fly(wanted, flight));
        }
        return held;
    }

    private CompletableFuture<String> hold(String disc) {
        return folder.hold(disc)
                ? CompletableFuture.completedFuture(disc)
                : CompletableFuture.failedFuture(FetchFault.failed(disc + " is gone already: try again"));
    }

    private void fly(Wanted wanted, Flight flight) {
        try {
            String disc = wanted.url().scheme().equals("file") ? read(wanted, flight) : ask(wanted, flight);
            flights.remove(wanted, flight);
            tell(wanted, flight, "done", -1, -1);
            drives.discsChanged();
            flight.disc.complete(disc);
            folder.release(disc);
        } catch (IOException | RuntimeException e) {
            flights.remove(wanted, flight);
            tell(wanted, flight, "failed", -1, -1);
            LOG.warn("{} was not fetched: {}", wanted.url(), e.getMessage());
            flight.disc.completeExceptionally(e);
        }
    }

    private String read(Wanted wanted, Flight flight) throws IOException {
        try (ImageStream image = FileSource.open(wanted.url(), allowed.source(wanted.url()))) {
            return take(wanted, image, flight);
        }
    }

    private String ask(Wanted wanted, Flight flight) throws IOException {
        Optional<Known> before = Optional.ofNullable(known.get(wanted)).filter(it -> folder.hold(it.disc()));
        boolean kept = false;
        try {
            String tag = before.map(Known::tag).orElse("");
            HttpSource.Answer answer = http.get(wanted.url(), wanted.credentials(), tag);
            if (answer instanceof HttpSource.Answer.Image image) {
                try (ImageStream stream = image.stream()) {
                    return take(wanted, stream, flight);
                }
            }
            kept = true;
            return before.orElseThrow().disc();
        } finally {
            if (!kept) {
                before.ifPresent(it -> folder.release(it.disc()));
            }
        }
    }

    private String take(Wanted wanted, ImageStream image, Flight flight) throws IOException {
        long lengthBytes = image.lengthBytes().orElse(-1);
        long deadlineNanos = System.nanoTime() + rules.timeLimit().toNanos();
        String disc = folder.take(image, stem(wanted.url()), rules.largestBytes(), deadlineNanos, come -> {
            if (System.nanoTime() - flight.toldNanos > TELL_NANOS) {
                flight.toldNanos = System.nanoTime();
                tell(wanted, flight, "running", come, lengthBytes);
            }
        });
        if (!image.tag().isEmpty() && known.size() < TAGS_KEPT) {
            known.put(wanted, new Known(image.tag(), disc));
        }
        return disc;
    }

    private static String stem(ImageUrl url) {
        String name = url.fileName().replaceFirst("(?i)\\.(iso|img)$", "").replaceAll("[^A-Za-z0-9._+-]", "_");
        String begin = name.replaceFirst("^[._]+", "");
        return begin.isEmpty() ? "image" : begin.substring(0, Math.min(begin.length(), STEM_CHARACTERS));
    }

    private void tell(Wanted wanted, Flight flight, String state, long come, long length) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("url", wanted.url().toString()).put("state", state);
        document.put("bytes", come < 0 ? null : (Long) come).put("totalBytes", length < 0 ? null : (Long) length);
        ArrayNode waiting = document.putArray("drives");
        flight.drives.forEach(waiting::add);
        drives.events().publish("fetch", document.toString());
    }

    private void sweep() {
        try {
            List<String> gone = folder.sweep(drives::concerns);
            if (!gone.isEmpty()) {
                known.values().removeIf(it -> gone.contains(it.disc()));
                drives.discsChanged();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("fetched images cannot be removed: {}", e.toString());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
    }
}
