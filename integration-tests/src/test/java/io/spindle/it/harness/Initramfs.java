package io.spindle.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A RAM disc for the Linux kernel, in the format "newc" (Documentation/driver-api/early-userspace/buffer-format). Folders
 * above an entry need not be named.
 */
public final class Initramfs {
    private static final int FOLDER = 0040755;
    private static final int PROGRAM = 0100755;
    private static final int LINK = 0120777;

    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private record Entry(int mode, byte[] content) {}

    public Initramfs folder(String name) {
        return entry(name, FOLDER, new byte[0]);
    }

    public Initramfs program(String name, byte[] content) {
        return entry(name, PROGRAM, content);
    }

    public Initramfs program(String name, String script) {
        return program(name, script.getBytes(StandardCharsets.UTF_8));
    }

    Initramfs link(String name, String target) {
        return entry(name, LINK, target.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of this machine, at its own place. */
    Initramfs installed(Path file) throws IOException {
        return program(file.toString().substring(1), Files.readAllBytes(file));
    }

    public byte[] finish() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int inode = 1;
        for (var entry : entries.entrySet()) {
            write(out, inode++, entry.getKey(), entry.getValue());
        }
        write(out, inode, "TRAILER!!!", new Entry(0, new byte[0]));
        return out.toByteArray();
    }

    private Initramfs entry(String name, int mode, byte[] content) {
        int slash = name.lastIndexOf('/');
        if (slash > 0 && !entries.containsKey(name.substring(0, slash))) {
            folder(name.substring(0, slash));
        }
        entries.put(name, new Entry(mode, content));
        return this;
    }

    private static void write(ByteArrayOutputStream out, int inode, String name, Entry entry) {
        byte[] nameBytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
        int[] fields = {
            inode, entry.mode, 0, 0, 1, 0, entry.content.length, 0, 0, 0, 0, nameBytes.length, 0,
        };
        StringBuilder header = new StringBuilder("070701");
        for (int field : fields) {
            header.append(String.format("%08X", field));
        }
        out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(nameBytes);
        pad(out);
        out.writeBytes(entry.content);
        pad(out);
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }
}
