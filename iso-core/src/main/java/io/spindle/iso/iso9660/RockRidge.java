package io.spindle.iso.iso9660;

import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileTimes;
import io.spindle.iso.filesystem.NodeNames;
import io.spindle.iso.filesystem.PosixFields;
import io.spindle.iso.filesystem.Zisofs;
import io.spindle.iso.inspection.VolumeDescriptor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/** What the Rock Ridge entries of one directory record say (RRIP, 4.1). */
final class RockRidge implements SystemUse.Entries {
    private static final int CONTINUE = 0x01;
    private static final int CURRENT = 0x02;
    private static final int PARENT = 0x04;
    private static final int ROOT = 0x08;
    private static final int TF_LONG_FORM = 0x80;
    private static final int MAXIMUM_NAME_BYTES = 1020;
    private static final int MAXIMUM_LINK_BYTES = 4096;

    private boolean present;
    private boolean relocated;
    private final ByteArrayOutputStream name = new ByteArrayOutputStream(0);
    private ByteArrayOutputStream link;
    private boolean linkComponentContinues;
    private Optional<FileKind> kind = Optional.empty();
    private Optional<PosixFields> posix = Optional.empty();
    private Optional<FileTimes> times = Optional.empty();
    private OptionalLong childBlock = OptionalLong.empty();
    private Optional<Zisofs> zisofs = Optional.empty();
    private boolean compressedOtherwise;
    private long expandedBytes;

    @Override
    public void take(int signature, ByteBuffer entry) {
        switch (signature) {
            case Susp.ER -> present = true;
            case Susp.NM -> name(entry);
            case Susp.SL -> link(entry);
            case Susp.PX -> posix(entry);
            case Susp.TF -> times(entry);
            case Susp.CL ->
                childBlock = entry.limit() >= 12
                        ? OptionalLong.of(Integer.toUnsignedLong(entry.getInt(4)))
                        : OptionalLong.empty();
            case Susp.RE -> relocated = true;
            case Susp.ZF -> zisofs(entry);
            case Susp.Z2 -> compressedOtherwise = true;
            default -> {
                // SUSP, 4.2: entries that are not known are stepped over.
            }
        }
    }

    /** Whether the area belongs to Rock Ridge at all. */
    boolean isPresent() {
        return present;
    }

    /** Whether this is the place that a directory was moved to only because of its depth. */
    boolean isRelocated() {
        return relocated;
    }

    Optional<String> name() {
        return name.size() == 0 ? Optional.empty() : Optional.of(NodeNames.decode(name.toByteArray()));
    }

    Optional<String> linkTarget() {
        return Optional.ofNullable(link).map(bytes -> NodeNames.decode(bytes.toByteArray()));
    }

    Optional<FileKind> kind() {
        return kind;
    }

    Optional<PosixFields> posix() {
        return posix;
    }

    Optional<FileTimes> times() {
        return times;
    }

    /** Where the directory is that this record only stands for. */
    OptionalLong childBlock() {
        return childBlock;
    }

    Optional<Zisofs> zisofs() {
        return zisofs;
    }

    /** Whether the file is compressed in a way that is not read: zisofs of version 2 ({@code PZ}). */
    boolean isCompressedOtherwise() {
        return compressedOtherwise;
    }

    /** Length of a compressed file once it is expanded. */
    long expandedBytes() {
        return expandedBytes;
    }

    private void name(ByteBuffer entry) {
        int flags = entry.limit() > 4 ? entry.get(4) : CURRENT;
        if ((flags & (CURRENT | PARENT)) == 0) {
            append(name, entry, 5, entry.limit() - 5, MAXIMUM_NAME_BYTES + 1);
        }
    }

    private void link(ByteBuffer entry) {
        if (link == null) {
            link = new ByteArrayOutputStream();
        }
        int at = 5;
        while (entry.limit() - at >= 2) {
            int flags = entry.get(at);
            int lengthBytes = Math.min(entry.get(at + 1) & 0xFF, entry.limit() - at - 2);
            component(flags, entry, at + 2, lengthBytes);
            linkComponentContinues = (flags & CONTINUE) != 0;
            at += 2 + lengthBytes;
        }
    }

    private void component(int flags, ByteBuffer entry, int at, int lengthBytes) {
        boolean afterRoot = link.size() == 1 && link.toByteArray()[0] == '/';
        if (link.size() > 0 && link.size() < MAXIMUM_LINK_BYTES && !linkComponentContinues && !afterRoot) {
            link.write('/');
        }
        if ((flags & ROOT) != 0) {
            link.reset();
            link.write('/');
        } else if ((flags & PARENT) != 0) {
            link.writeBytes(new byte[] {'.', '.'});
        } else if ((flags & CURRENT) != 0) {
            link.write('.');
        } else {
            append(link, entry, at, lengthBytes, MAXIMUM_LINK_BYTES);
        }
    }

    private static void append(ByteArrayOutputStream out, ByteBuffer in, int at, int lengthBytes, int maximumBytes) {
        byte[] bytes = new byte[Math.max(0, Math.min(lengthBytes, maximumBytes - out.size()))];
        in.get(at, bytes);
        out.writeBytes(bytes);
    }

    private void posix(ByteBuffer entry) {
        if (entry.limit() < 36) {
            return;
        }
        present = true;
        int mode = entry.getInt(4);
        kind = Optional.of(FileKind.ofMode(mode));
        posix = Optional.of(new PosixFields(
                mode & 07777,
                Integer.toUnsignedLong(entry.getInt(12)),
                Integer.toUnsignedLong(entry.getInt(20)),
                Integer.toUnsignedLong(entry.getInt(28))));
    }

    /** Bits 0 to 3: creation, modify, access, attributes; each that is set has its date, in that order (RRIP, 4.1.6). */
    private void times(ByteBuffer entry) {
        if (entry.limit() < 5) {
            return;
        }
        int flags = entry.get(4);
        int dateBytes = (flags & TF_LONG_FORM) != 0 ? 17 : 7;
        Instant[] dates = new Instant[4];
        int at = 5;
        for (int i = 0; i < dates.length; i++) {
            if ((flags >> i & 1) != 0 && at + dateBytes <= entry.limit()) {
                dates[i] = date(entry, at, dateBytes).orElse(null);
                at += dateBytes;
            }
        }
        times = Optional.of(new FileTimes(
                Optional.ofNullable(dates[1]),
                Optional.ofNullable(dates[2]),
                Optional.ofNullable(dates[3]),
                Optional.ofNullable(dates[0])));
    }

    private static Optional<Instant> date(ByteBuffer entry, int at, int dateBytes) {
        return dateBytes == 7
                ? DirectoryRecord.date(entry, at)
                : VolumeDescriptor.date(entry, at).map(OffsetDateTime::toInstant);
    }

    private void zisofs(ByteBuffer entry) {
        if (entry.limit() < 16 || entry.get(4) != 'p' || entry.get(5) != 'z') {
            compressedOtherwise = true;
            return;
        }
        int headerBytes = (entry.get(6) & 0xFF) * 4;
        int blockBits = entry.get(7);
        if (headerBytes >= 16 && blockBits >= 15 && blockBits <= 17) {
            zisofs = Optional.of(new Zisofs(headerBytes, 1 << blockBits));
            expandedBytes = Integer.toUnsignedLong(entry.getInt(8));
        } else {
            compressedOtherwise = true;
        }
    }
}
