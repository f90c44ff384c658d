package io.spindle.iso.authoring.iso9660;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.tree.NodeFields;
import io.spindle.iso.authoring.tree.SourceNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The Rock Ridge entries of a node (SUSP, 5 and RRIP, 4.1). */
final class RockRidgeEntries {
    private static final int NAME_BYTES = 250;
    private static final int LINK_BYTES = 250;
    private static final int COMPONENT_BYTES = LINK_BYTES - 2;
    private static final byte CONTINUE = 1;
    private static final byte CURRENT = 2;
    private static final byte PARENT = 4;
    private static final byte ROOT = 8;
    private static final byte MODIFY_ACCESS_ATTRIBUTES = 0x0E;
    private static final String IDENTIFIER = "RRIP_1991A";
    private static final String DESCRIPTION =
            "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS";
    private static final String SOURCE = "PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER"
            + " IDENTIFIER IN PRIMARY VOLUME DESCRIPTOR FOR CONTACT INFORMATION.";

    private final NodeFields fields;

    RockRidgeEntries(NodeFields fields) {
        this.fields = fields;
    }

    /** Of the record of a node in its folder. */
    List<byte[]> of(SourceNode node) {
        List<byte[]> entries = new ArrayList<>(attributes(node));
        byte[] name = node.name().bytes();
        for (int at = 0; at < name.length; at += NAME_BYTES) {
            int end = Math.min(name.length, at + NAME_BYTES);
            entries.add(flagged("NM", end < name.length ? CONTINUE : 0, Arrays.copyOfRange(name, at, end)));
        }
        if (node.kind() == SourceNode.Kind.LINK) {
            entries.addAll(link(node.linkTarget()));
        }
        return entries;
    }

    /** Of the records with which a folder names itself and the one above it. */
    List<byte[]> attributes(SourceNode node) {
        ByteBuffer posix = entry("PX", 36);
        Fields.both32(posix, fields.mode(node));
        Fields.both32(posix, fields.links(node));
        Fields.both32(posix, Integer.toUnsignedLong(fields.user(node)));
        Fields.both32(posix, Integer.toUnsignedLong(fields.group(node)));
        ByteBuffer times = entry("TF", 26).put(MODIFY_ACCESS_ATTRIBUTES);
        byte[] modified = Dates.recorded(fields.modifiedSeconds(node));
        times.put(modified).put(modified).put(modified);
        return List.of(posix.array(), times.array());
    }

    /** Of the root's record of itself: that the protocol is used, and which. */
    List<byte[]> root(SourceNode root) {
        List<byte[]> entries = new ArrayList<>();
        entries.add(new byte[] {'S', 'P', 7, 1, (byte) 0xBE, (byte) 0xEF, 0});
        entries.addAll(attributes(root));
        ByteBuffer reference = entry("ER", 8 + IDENTIFIER.length() + DESCRIPTION.length() + SOURCE.length());
        reference.put((byte) IDENTIFIER.length());
        reference.put((byte) DESCRIPTION.length()).put((byte) SOURCE.length()).put((byte) 1);
        reference.put((IDENTIFIER + DESCRIPTION + SOURCE).getBytes(StandardCharsets.US_ASCII));
        entries.add(reference.array());
        return entries;
    }

    private static List<byte[]> link(byte[] target) {
        List<byte[]> entries = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] component : components(target)) {
            if (out.size() + component.length > LINK_BYTES) {
                entries.add(flagged("SL", CONTINUE, out.toByteArray()));
                out.reset();
            }
            out.writeBytes(component);
        }
        entries.add(flagged("SL", (byte) 0, out.toByteArray()));
        return entries;
    }

    /** The parts of a path between its slashes, each with its flags and length (RRIP, 4.1.3.1). */
    private static List<byte[]> components(byte[] target) {
        List<byte[]> components = new ArrayList<>();
        String path = new String(target, StandardCharsets.ISO_8859_1);
        if (path.startsWith("/")) {
            components.add(new byte[] {ROOT, 0});
        }
        for (String part : path.split("/")) {
            switch (part) {
                case "" -> {}
                case "." -> components.add(new byte[] {CURRENT, 0});
                case ".." -> components.add(new byte[] {PARENT, 0});
                default -> components.addAll(named(part.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return components;
    }

    private static List<byte[]> named(byte[] name) {
        List<byte[]> parts = new ArrayList<>();
        for (int at = 0; at < name.length; at += COMPONENT_BYTES) {
            int lengthBytes = Math.min(COMPONENT_BYTES, name.length - at);
            ByteBuffer part = ByteBuffer.allocate(2 + lengthBytes);
            part.put(at + lengthBytes < name.length ? CONTINUE : 0).put((byte) lengthBytes);
            parts.add(part.put(name, at, lengthBytes).array());
        }
        return parts;
    }

    private static byte[] flagged(String signature, int flags, byte[] content) {
        return entry(signature, 5 + content.length)
                .put((byte) flags)
                .put(content)
                .array();
    }

    private static ByteBuffer entry(String signature, int lengthBytes) {
        byte[] entry = new byte[lengthBytes];
        entry[0] = (byte) signature.charAt(0);
        entry[1] = (byte) signature.charAt(1);
        entry[2] = (byte) lengthBytes;
        entry[3] = 1;
        return ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN).position(4);
    }
}
