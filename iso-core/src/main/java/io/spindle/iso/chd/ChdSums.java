package io.spindle.iso.chd;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongPredicate;

/**
 * What became of the two SHA-1 in the header of a CHD file: that of all expanded hunks, and that of the first one and of the
 * texts.
 *
 * @param outcome what was found
 * @param hunks how many there are
 * @param damagedHunks how many cannot be expanded
 * @param firstDamaged the first of those, counted from 0
 */
public record ChdSums(Outcome outcome, long hunks, long damagedHunks, long firstDamaged) {
    private static final String NONE = "0".repeat(40);
    private static final int CHECKED_FLAG = 1;
    private static final int TAG_BYTES = 4;

    /** What was found. */
    public enum Outcome {
        /** Both are right. */
        RIGHT,
        /** The header tells none, as that of a file that is not packed. */
        NONE_TOLD,
        /** Some hunks cannot be expanded. */
        HUNKS_DAMAGED,
        /** All hunks can be expanded, to other bytes. */
        HUNKS_OTHER,
        /** The hunks are right, the texts about tracks are others. */
        TEXTS_OTHER
    }

    /**
     * Expands all hunks of a file, and looks at both.
     *
     * @param more is told how many expanded bytes were looked at so far, and says whether to go on
     * @throws ChdException when the file cannot be opened
     * @throws CancellationException when it was not to go on
     */
    public static ChdSums of(ByteSource file, LongPredicate more) throws IOException {
        ChdHeader header = ChdHeader.read(file);
        List<Metadata> texts = Metadata.read(file, header);
        ChdHunks hunks = ChdFile.hunks(file, header);
        if (header.rawSha1().equals(NONE)) {
            return new ChdSums(Outcome.NONE_TOLD, header.hunks(), 0, 0);
        }
        MessageDigest raw = sha1();
        byte[] hunk = new byte[header.hunkBytes()];
        long damaged = 0;
        long first = 0;
        for (int i = 0; i < header.hunks(); i++) {
            try {
                hunks.expand(i, hunk, 0);
            } catch (IOException e) {
                first = damaged == 0 ? i : first;
                damaged++;
            }
            long at = hunks.startBytes(i);
            int length = (int) Math.min(hunk.length, header.lengthBytes() - at);
            raw.update(hunk, 0, length);
            if (!more.test(at + length)) {
                throw new CancellationException("given up");
            }
        }
        if (damaged > 0) {
            return new ChdSums(Outcome.HUNKS_DAMAGED, header.hunks(), damaged, first);
        }
        byte[] rawSha1 = raw.digest();
        return new ChdSums(outcome(header, rawSha1, texts, file), header.hunks(), 0, 0);
    }

    /** Bytes that {@link #of} looks at; 0 where there is nothing to look at. */
    public static long lengthBytes(ByteSource file) throws IOException {
        ChdHeader header = ChdHeader.read(file);
        return header.rawSha1().equals(NONE) ? 0 : header.lengthBytes();
    }

    private static Outcome outcome(ChdHeader header, byte[] rawSha1, List<Metadata> texts, ByteSource file)
            throws IOException {
        if (!HexFormat.of().formatHex(rawSha1).equals(header.rawSha1())) {
            return Outcome.HUNKS_OTHER;
        }
        String overall = HexFormat.of().formatHex(overall(rawSha1, texts, file));
        return overall.equals(header.sha1()) ? Outcome.RIGHT : Outcome.TEXTS_OTHER;
    }

    /** Of each text that is marked so its tag and its SHA-1, in the order of these bytes, behind the SHA-1 of the hunks. */
    private static byte[] overall(byte[] rawSha1, List<Metadata> texts, ByteSource file) throws IOException {
        MessageDigest sha1 = sha1();
        List<byte[]> entries = new ArrayList<>();
        for (Metadata text : texts) {
            if ((text.flags() & CHECKED_FLAG) != 0) {
                byte[] digest = sha1.digest(text.bytes(file));
                entries.add(ByteBuffer.allocate(TAG_BYTES + digest.length)
                        .putInt(text.tag())
                        .put(digest)
                        .array());
            }
        }
        entries.sort(Arrays::compareUnsigned);
        sha1.update(rawSha1);
        entries.forEach(sha1::update);
        return sha1.digest();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
