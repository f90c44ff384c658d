package io.spindle.iso.authoring.boot;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.tree.NodeFields;
import io.spindle.iso.authoring.tree.SourceNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The entries of one folder of a FAT volume, with long names where short ones do not say all. */
final class FatDirectory {
    static final int ENTRY_BYTES = 32;
    private static final int LONG_NAME_CHARACTERS = 13;
    private static final byte LONG_NAME = 0x0F;
    private static final byte DIRECTORY = 0x10;
    private static final byte VOLUME_LABEL = 0x08;
    private static final byte LAST_PART = 0x40;
    private static final LocalDateTime FIRST_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final NodeFields fields;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Set<String> taken = new HashSet<>();

    FatDirectory(NodeFields fields) {
        this.fields = fields;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    void label(String text, SourceNode dated) {
        out.writeBytes(entry(padded(text, "").getBytes(StandardCharsets.US_ASCII), VOLUME_LABEL, dated, 0, 0));
    }

    /** The entries with which every folder but the root begins. */
    void dots(SourceNode itself, int cluster, SourceNode above, int aboveCluster) {
        out.writeBytes(entry(padded(".", "").getBytes(StandardCharsets.US_ASCII), DIRECTORY, itself, cluster, 0));
        out.writeBytes(entry(padded("..", "").getBytes(StandardCharsets.US_ASCII), DIRECTORY, above, aboveCluster, 0));
    }

    void add(SourceNode node, int cluster) {
        String name = node.name().text();
        String shortName = shortName(name);
        byte[] recorded = shortName.getBytes(StandardCharsets.US_ASCII);
        if (!joined(shortName).equals(name)) {
            longName(name, checksum(recorded));
        }
        byte attributes = node.isFolder() ? DIRECTORY : 0;
        out.writeBytes(entry(recorded, attributes, node, cluster, node.isFolder() ? 0 : node.sizeBytes()));
    }

    private byte[] entry(byte[] shortName, byte attributes, SourceNode dated, int cluster, long sizeBytes) {
        LocalDateTime date = LocalDateTime.ofEpochSecond(
                Math.max(fields.modifiedSeconds(dated), FIRST_DATE.toEpochSecond(ZoneOffset.UTC)), 0, ZoneOffset.UTC);
        short day =
                (short) (Math.min(127, date.getYear() - 1980) << 9 | date.getMonthValue() << 5 | date.getDayOfMonth());
        short time = (short) (date.getHour() << 11 | date.getMinute() << 5 | date.getSecond() / 2);
        ByteBuffer entry = Fields.zeros(ENTRY_BYTES).put(shortName).put(attributes);
        entry.putShort(14, time)
                .putShort(16, day)
                .putShort(18, day)
                .putShort(22, time)
                .putShort(24, day);
        return entry.putShort(26, (short) cluster)
                .putInt(28, Fields.unsigned32(sizeBytes))
                .array();
    }

    /** Parts of thirteen characters, the last one first. */
    private void longName(String name, byte checksum) {
        int parts = (name.length() + LONG_NAME_CHARACTERS - 1) / LONG_NAME_CHARACTERS;
        for (int part = parts; part > 0; part--) {
            ByteBuffer entry = Fields.zeros(ENTRY_BYTES);
            entry.put((byte) (part == parts ? part | LAST_PART : part));
            for (int i = 0; i < LONG_NAME_CHARACTERS; i++) {
                int at = (part - 1) * LONG_NAME_CHARACTERS + i;
                char c = at < name.length() ? name.charAt(at) : at == name.length() ? 0 : (char) 0xFFFF;
                entry.putChar(i < 5 ? 1 + 2 * i : i < 11 ? 4 + 2 * i : 6 + 2 * i, c);
            }
            out.writeBytes(entry.put(11, LONG_NAME).put(13, checksum).array());
        }
    }

    private static byte checksum(byte[] shortName) {
        int sum = 0;
        for (byte b : shortName) {
            sum = ((sum & 1) << 7 | (sum & 0xFF) >> 1) + b & 0xFF;
        }
        return (byte) sum;
    }

    /** Eleven characters that no other entry of the folder has. */
    private String shortName(String name) {
        int dot = name.lastIndexOf('.');
        String stem = allowed(dot > 0 ? name.substring(0, dot) : name);
        String extension = allowed(dot > 0 ? name.substring(dot + 1) : "");
        boolean fits = stem.length() <= 8 && extension.length() <= 3 && stem.length() > 0;
        boolean same = fits && joined(padded(stem, extension)).equalsIgnoreCase(name);
        String candidate = padded(stem, extension);
        for (int number = 1; !same && number > 0 || !taken.add(candidate); number++) {
            String tail = "~" + number;
            candidate = padded(stem.substring(0, Math.min(stem.length(), 8 - tail.length())) + tail, extension);
            same = true;
        }
        return candidate;
    }

    private static String allowed(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[. ]", "").replaceAll("[^A-Z0-9_$%'~!(){}@#&-]", "_");
    }

    private static String padded(String stem, String extension) {
        return String.format("%-8.8s%-3.3s", stem, extension);
    }

    private static String joined(String shortName) {
        String extension = shortName.substring(8).strip();
        return shortName.substring(0, 8).strip() + (extension.isEmpty() ? "" : "." + extension);
    }
}
