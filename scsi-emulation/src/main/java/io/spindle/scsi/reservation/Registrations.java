package io.spindle.scsi.reservation;

import io.spindle.scsi.SenseCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which initiator ports are registered with which key, and the reservation that one of them holds (SPC-4, 5.13). */
final class Registrations {
    /** More would let an initiator that makes up names fill the memory. */
    private static final int MAXIMUM = 256;

    private final Map<String, Long> keys = new LinkedHashMap<>();
    private final UnitAttentions unitAttentions;
    private Optional<PersistentReservation> reservation = Optional.empty();
    private int generation;

    Registrations(UnitAttentions unitAttentions) {
        this.unitAttentions = unitAttentions;
    }

    int generation() {
        return generation;
    }

    Map<String, Long> keys() {
        return keys;
    }

    Optional<PersistentReservation> reservation() {
        return reservation;
    }

    boolean isRegistered(String port) {
        return keys.containsKey(port);
    }

    boolean isRegistered(String port, long key) {
        return keys.containsKey(port) && keys.get(port) == key;
    }

    boolean hasKey(long key) {
        return keys.containsValue(key);
    }

    boolean isFull() {
        return keys.size() >= MAXIMUM;
    }

    void register(String port, long key) {
        keys.put(port, key);
        generation++;
    }

    /** A holder that goes takes its reservation along, but one held by all only goes with the last. */
    void unregister(String port) {
        keys.remove(port);
        generation++;
        boolean ends = reservation
                .filter(it ->
                        it.type().heldByAll() ? keys.isEmpty() : it.holder().equals(port))
                .isPresent();
        if (ends) {
            release(port);
        }
    }

    void reserve(PersistentReservation made) {
        reservation = Optional.of(made);
    }

    /** Ends the reservation; those who shared it are told, but not the port that does it. */
    void release(String by) {
        boolean shared = reservation.orElseThrow().type().sharedByRegistrants();
        reservation = Optional.empty();
        if (shared) {
            tellAllBut(by, SenseCode.RESERVATIONS_RELEASED);
        }
    }

    void clear(String by) {
        tellAllBut(by, SenseCode.RESERVATIONS_PREEMPTED);
        keys.clear();
        reservation = Optional.empty();
        generation++;
    }

    /** Removes all other registrations with that key, or all whatsoever when it is 0, and may make a reservation. */
    void preempt(String by, long key, Optional<PersistentReservation> made) {
        List<String> removed = keys.entrySet().stream()
                .filter(it -> key == 0 || it.getValue() == key)
                .map(Map.Entry::getKey)
                .filter(it -> !it.equals(by))
                .toList();
        removed.forEach(keys::remove);
        removed.forEach(it -> unitAttentions.raise(it, SenseCode.REGISTRATIONS_PREEMPTED));
        boolean typeChanges = made.isPresent()
                && reservation.filter(it -> it.type() != made.get().type()).isPresent();
        made.ifPresent(it -> reservation = Optional.of(it));
        if (typeChanges) {
            tellAllBut(by, SenseCode.RESERVATIONS_RELEASED);
        }
        if (reservation.filter(it -> it.type().heldByAll()).isEmpty()) {
            reservation = reservation.filter(it -> keys.containsKey(it.holder()));
        }
        generation++;
    }

    private void tellAllBut(String port, SenseCode unitAttention) {
        keys.keySet().stream().filter(it -> !it.equals(port)).forEach(it -> unitAttentions.raise(it, unitAttention));
    }
}
