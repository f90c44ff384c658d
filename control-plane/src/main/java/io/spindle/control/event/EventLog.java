package io.spindle.control.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The events of this run: the newest are kept for listeners that come back. */
public final class EventLog {
    private static final int KEPT = 1000;

    private final ArrayDeque<Event> kept = new ArrayDeque<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private long last;

    /**
     * Where a listener stands.
     *
     * @param missed the events since, oldest first
     * @param complete false when older ones than those are no longer kept
     */
    public record Since(List<Event> missed, boolean complete) {
        public Since {
            missed = List.copyOf(missed);
        }
    }

    /** Adds an event and tells it to all listeners, on this thread: they must not wait. */
    public synchronized void publish(String type, String json) {
        Event event = new Event(++last, type, json);
        kept.addLast(event);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /** The number of the newest event, 0 before the first. */
    public synchronized long lastNumber() {
        return last;
    }

    /**
     * Adds a listener.
     *
     * @param number the last event that it knows; those after it are returned, and none is lost or doubled
     */
    public synchronized Since listen(long number, Consumer<Event> listener) {
        listeners.add(listener);
        List<Event> missed = new ArrayList<>();
        kept.stream().filter(event -> event.number() > number).forEach(missed::add);
        boolean known =
                number <= last && (kept.isEmpty() || number >= kept.getFirst().number() - 1);
        return new Since(missed, known);
    }

    /** Takes a listener away. */
    public void leave(Consumer<Event> listener) {
        listeners.remove(listener);
    }

    /** How many listen. */
    public int listenerCount() {
        return listeners.size();
    }
}
