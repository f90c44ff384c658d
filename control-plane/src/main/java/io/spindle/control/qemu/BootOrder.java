package io.spindle.control.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.Machine.BootMode;
import io.spindle.control.drive.Machine.BootOverride;
import io.spindle.control.qmp.QmpError;
import io.spindle.control.qmp.QmpMonitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which order a machine boots: the places ({@code bootindex}) of its devices. QEMU tells them to the firmware, SeaBIOS or
 * OVMF, at each reset; a change is of no effect before the next one.
 *
 * <p>The order that the machine had of its own is written down in the machine itself, as an object that does nothing: so it
 * outlives this process, and ends with the machine. Every call waits for QEMU.
 */
final class BootOrder {
    private static final Logger LOG = LoggerFactory.getLogger(BootOrder.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECORD = "spindle-boot-order";
    private static final String RECORD_PATH = "/objects/" + RECORD;
    private static final List<String> DEVICES = List.of("/machine/peripheral", "/machine/peripheral-anon");
    private static final int NOWHERE = -1;

    private final QmpMonitor monitor;
    private final QemuTray tray;
    private final String drive;

    /** A device is to have a place. */
    record Move(String device, int place) {}

    /** What is written down; {@code own} has the devices that were moved, the first first. */
    private record Note(String drive, BootOverride override, String disc, Map<String, Integer> own) {}

    BootOrder(QmpMonitor monitor, QemuTray tray, String drive) {
        this.monitor = monitor;
        this.tray = tray;
        this.drive = drive;
    }

    /** The override that this drive has made, or an earlier process for it. */
    Optional<BootOverride> override() throws IOException {
        return note().filter(it -> it.drive().equals(drive)).map(Note::override);
    }

    /**
     * Puts the disc first.
     *
     * @throws IOException when QEMU refuses it, or another drive of the machine is first; the order is then as it was
     */
    void putDiscFirst(BootOverride override, Optional<BootMode> mode) throws IOException {
        Optional<Note> found = note();
        if (found.isPresent()) {
            rename(found.get(), override);
            return;
        }
        String disc = path(tray.look().id());
        int place = place(disc)
                .orElseThrow(() -> new IOException(disc + " has no bootindex: QEMU cannot tell the firmware of it"));
        Map<String, Integer> others = places(disc);
        write(new Note(drive, override, disc, own(disc, place, others, mode)));
        try {
            for (Move move : toFront(disc, place, others)) {
                set(move);
            }
        } catch (IOException e) {
            putBack();
            throw e;
        }
    }

    /** Gives the machine its own order back, if this drive has taken it. */
    void putBack() throws IOException {
        Optional<Note> found = note().filter(it -> it.drive().equals(drive));
        if (found.isEmpty()) {
            return;
        }
        String disc = found.get().disc();
        restore(new Move(disc, NOWHERE));
        Map<String, Integer> own = found.get().own();
        for (Map.Entry<String, Integer> other : own.entrySet()) {
            if (!other.getKey().equals(disc)) {
                restore(new Move(other.getKey(), other.getValue()));
            }
        }
        restore(new Move(disc, own.getOrDefault(disc, NOWHERE)));
        monitor.execute("object-del", none().put("id", RECORD));
    }

    /** The moves that put a disc first and leave the order of all others as it is. QEMU allows each place once. */
    static List<Move> toFront(String disc, int place, Map<String, Integer> others) {
        List<Move> moves = new ArrayList<>();
        if (place == 0) {
            return moves;
        }
        if (place > 0) {
            moves.add(new Move(disc, NOWHERE));
        }
        int free = 0;
        while (others.containsValue(free)) {
            free++;
        }
        for (int at = free - 1; at >= 0; at--) {
            for (Map.Entry<String, Integer> other : others.entrySet()) {
                if (other.getValue() == at) {
                    moves.add(new Move(other.getKey(), at + 1));
                }
            }
        }
        moves.add(new Move(disc, 0));
        return moves;
    }

    /** The places to come back to, ascending. */
    private Map<String, Integer> own(String disc, int place, Map<String, Integer> others, Optional<BootMode> mode)
            throws IOException {
        Map<String, Integer> own = new LinkedHashMap<>();
        if (place == NOWHERE && others.isEmpty() && !mode.equals(Optional.of(BootMode.LEGACY))) {
            // UEFI remembers the last order that it was told, and keeps to it when it is told none.
            for (String disk : disks()) {
                own.put(disk, own.size());
            }
            return own;
        }
        List<String> moved = toFront(disc, place, others).stream()
                .map(Move::device)
                .filter(others::containsKey)
                .toList();
        others.entrySet().stream()
                .filter(it -> moved.contains(it.getKey()))
                .sorted(Map.Entry.comparingByValue())
                .forEach(it -> own.put(it.getKey(), it.getValue()));
        own.put(disc, place);
        return own;
    }

    private Map<String, Integer> places(String disc) throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String parent : DEVICES) {
            for (String device : children(parent)) {
                // A USB stick has the place of the disk in it, too.
                boolean isDisc = (disc + "/").startsWith(device + "/");
                place(device).stream().filter(it -> it >= 0 && !isDisc).forEach(it -> places.put(device, it));
            }
        }
        return places;
    }

    private List<String> children(String parent) throws IOException {
        List<String> children = new ArrayList<>();
        for (JsonNode each : monitor.execute("qom-list", none().put("path", parent))) {
            if (each.path("type").asText().startsWith("child<")) {
                children.add(parent + "/" + each.path("name").asText());
            }
        }
        return children;
    }

    private List<String> disks() throws IOException {
        List<String> disks = new ArrayList<>();
        for (JsonNode each : monitor.execute("query-block", none())) {
            String device = each.path("qdev").asText();
            if (!device.isEmpty() && !each.path("removable").asBoolean(true)) {
                place(path(device)).ifPresent(it -> disks.add(path(device)));
            }
        }
        return disks;
    }

    private static String path(String id) {
        return id.startsWith("/") ? id : "/machine/peripheral/" + id;
    }

    /** The place of a device, negative for none; empty when it can have none. */
    private OptionalInt place(String device) throws IOException {
        try {
            JsonNode place =
                    monitor.execute("qom-get", none().put("path", device).put("property", "bootindex"));
            return place.isInt() ? OptionalInt.of(place.asInt()) : OptionalInt.empty();
        } catch (QmpError e) {
            return OptionalInt.empty();
        }
    }

    private void set(Move move) throws IOException {
        ObjectNode arguments = none().put("path", move.device()).put("property", "bootindex");
        monitor.execute("qom-set", arguments.put("value", move.place()));
    }

    /** A device that is gone, or whose place somebody else has taken, is left as it is. */
    private void restore(Move move) throws IOException {
        try {
            OptionalInt now = place(move.device());
            if (now.isPresent() && now.getAsInt() != move.place()) {
                set(move);
            }
        } catch (QmpError e) {
            LOG.warn("{} does not get bootindex {} back: {}", move.device(), move.place(), e.getMessage());
        }
    }

    private Optional<Note> note() throws IOException {
        if (!children("/objects").contains(RECORD_PATH)) {
            return Optional.empty();
        }
        String text = monitor.execute("qom-get", none().put("path", RECORD_PATH).put("property", "identity"))
                .asText();
        try {
            return Optional.of(parse(JSON.readTree(text)));
        } catch (JsonProcessingException e) {
            throw new IOException("the object " + RECORD + " of the machine is none of Spindle's: remove it", e);
        }
    }

    private static Note parse(JsonNode node) {
        Map<String, Integer> own = new LinkedHashMap<>();
        node.path("own")
                .properties()
                .forEach(it -> own.put(it.getKey(), it.getValue().asInt(NOWHERE)));
        BootOverride override = Arrays.stream(BootOverride.values())
                .filter(it -> it.word().equals(node.path("override").asText()))
                .findFirst()
                .orElse(BootOverride.ONCE);
        return new Note(node.path("drive").asText(), override, node.path("disc").asText(), own);
    }

    private void write(Note note) throws IOException {
        ObjectNode arguments = none().put("qom-type", "authz-simple").put("id", RECORD);
        monitor.execute("object-add", arguments.put("identity", text(note)));
    }

    private void rename(Note note, BootOverride override) throws IOException {
        if (!note.drive().equals(drive)) {
            throw new IOException("the machine boots from its drive " + note.drive() + " first: end that before");
        }
        Note now = new Note(drive, override, note.disc(), note.own());
        ObjectNode arguments = none().put("path", RECORD_PATH).put("property", "identity");
        monitor.execute("qom-set", arguments.put("value", text(now)));
    }

    private static String text(Note note) {
        ObjectNode node = none().put("drive", note.drive())
                .put("override", note.override().word())
                .put("disc", note.disc());
        ObjectNode own = node.putObject("own");
        note.own().forEach(own::put);
        return node.toString();
    }

    private static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }
}
