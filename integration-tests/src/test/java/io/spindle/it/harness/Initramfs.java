package io.spindle.it.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A RAM disc for the Linux kernel, in the format "newc" (Documentation/driver-api/early-userspace/buffer-format). */
public final class Initramfs {
    private static final int FOLDER = 0040755;
    private static final int PROGRAM = 0100755;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int inode;

    public Initramfs folder(String name) {
        return entry(name, FOLDER, new byte[0]);
    }

    public Initramfs program(String name, byte[] content) {
        return entry(name, PROGRAM, content);
    }

    public Initramfs program(String name, String script) {
        return program(name, script.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] finish() {
        entry("TRAILER!!!", 0, new byte[0]);
        return out.toByteArray();
    }

    private Initramfs entry(String name, int mode, byte[] content) {
        byte[] nameBytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
        inode++;
        int[] fields = {inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, nameBytes.length, 0};
        StringBuilder header = new StringBuilder("070701");
        for (int field : fields) {
            header.append(String.format("%08X", field));
        }
        out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(nameBytes);
        pad();
        out.writeBytes(content);
        pad();
        return this;
    }

    private void pad() {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }
}
