package io.spindle.iso.verification;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.checksum.DigestAlgorithm;
import io.spindle.iso.verification.Evidence.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The MD5 tags that libisofs writes into blocks of their own: behind the volume descriptors, the directories and the
 * session, each over all blocks from the begin of the session on, each naming the next. An image that was grown has
 * descriptors at its begin with a tag that names the session.
 */
final class LibisofsTags implements PassConsumer {
    private static final int BLOCK_BYTES = 2048;
    /** The tag behind the descriptors lies within so many blocks of its session. */
    private static final int HEAD_BLOCKS = 32;

    private static final int MAXIMUM_TAG_BYTES = 512;
    private static final byte[] PREFIX = "libisofs_".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern TAG = Pattern.compile("(libisofs_(rlsb32_|sb_|tree_|)checksum_tag_v1 pos=([0-9]{1,10})"
            + " range_start=([0-9]{1,10}) range_size=([0-9]{1,10})(?: (?:session_start|next)=([0-9]{1,10}))?"
            + " md5=([0-9a-f]{32})) self=([0-9a-f]{32})");

    private final long imageBytes;
    private MessageDigest digest = DigestAlgorithm.MD5.newDigest();
    private long sessionStart;
    private long expected = -1;
    private long block;
    private long covered;
    private boolean ended;
    private String fault = "";
    private int right;

    /** A tag that is whole. */
    private record Tag(String kind, long position, long rangeStart, long rangeBlocks, long next, String md5) {}

    private LibisofsTags(long imageBytes) {
        this.imageBytes = imageBytes;
    }

    /** Those of an image that has them. */
    static Optional<LibisofsTags> find(ByteSource image) throws IOException {
        int headBytes = (int) Math.min(image.lengthBytes() / BLOCK_BYTES, HEAD_BLOCKS) * BLOCK_BYTES;
        ByteBuffer head = ByteBuffer.allocate(headBytes);
        image.read(0, head);
        for (int at = 0; at < headBytes; at += BLOCK_BYTES) {
            if (tag(head.array(), at, at / BLOCK_BYTES).isPresent()) {
                return Optional.of(new LibisofsTags(image.lengthBytes()));
            }
        }
        return Optional.empty();
    }

    /** The tag of a block; those that lie elsewhere than they say are copies in a file, and do not count. */
    private static Optional<Tag> tag(byte[] bytes, int at, long position) {
        for (int i = 0; i < PREFIX.length; i++) {
            if (bytes[at + i] != PREFIX[i]) {
                return Optional.empty();
            }
        }
        String text = new String(bytes, at, MAXIMUM_TAG_BYTES, StandardCharsets.ISO_8859_1);
        Matcher tag = TAG.matcher(text);
        if (!tag.lookingAt() || !md5(tag.group(1)).equals(tag.group(8)) || number(tag.group(3)) != position) {
            return Optional.empty();
        }
        return Optional.of(new Tag(
                tag.group(2),
                position,
                number(tag.group(4)),
                number(tag.group(5)),
                tag.group(6) == null ? -1 : number(tag.group(6)),
                tag.group(7)));
    }

    private static String md5(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return HexFormat.of().formatHex(DigestAlgorithm.MD5.newDigest().digest(bytes));
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }

    @Override
    public void take(byte[] bytes, int lengthBytes) {
        int at = 0;
        while (at + BLOCK_BYTES <= lengthBytes && !ended && fault.isEmpty()) {
            if (mayBeTag()) {
                tag(bytes, at, block).ifPresentOrElse(this::check, this::missing);
            }
            long blocks = ended || !fault.isEmpty() ? 0 : blocksUntilLook((lengthBytes - at) / BLOCK_BYTES);
            if (block >= sessionStart && blocks > 0) {
                digest.update(bytes, at, (int) blocks * BLOCK_BYTES);
            }
            at += (int) blocks * BLOCK_BYTES;
            block += blocks;
        }
    }

    private boolean mayBeTag() {
        return expected < 0 ? block >= sessionStart && block < sessionStart + HEAD_BLOCKS : block == expected;
    }

    /** How many blocks can be taken before one has to be looked at. */
    private long blocksUntilLook(long available) {
        long look = expected >= 0
                ? expected
                : block < sessionStart ? sessionStart : block < sessionStart + HEAD_BLOCKS ? block + 1 : Long.MAX_VALUE;
        return look <= block ? 1 : Math.min(available, look - block);
    }

    private void missing() {
        if (expected >= 0) {
            fault = "a tag should lie in block " + expected + ", but does not";
        }
    }

    private void check(Tag tag) {
        boolean follows = tag.rangeStart() == sessionStart && tag.rangeBlocks() == block - sessionStart;
        if (!follows
                || (expected < 0 && !tag.kind().startsWith("sb") && !tag.kind().startsWith("rlsb"))) {
            missing();
            return;
        }
        if (!HexFormat.of().formatHex(copyOf(digest).digest()).equals(tag.md5())) {
            fault = "the tag in block " + block + " is of other bytes; they differ behind block "
                    + (sessionStart + (right == 0 ? 0 : covered / BLOCK_BYTES));
            return;
        }
        right++;
        covered = tag.rangeBlocks() * BLOCK_BYTES;
        follow(tag);
    }

    private void follow(Tag tag) {
        if (tag.kind().startsWith("rlsb")) {
            sessionStart = tag.next();
            expected = -1;
            digest = DigestAlgorithm.MD5.newDigest();
            covered = 0;
            if (sessionStart < block + 1) {
                fault = "the tag in block " + block + " names a session that begins before it";
            }
        } else if (tag.kind().isEmpty()) {
            ended = true;
        } else {
            expected = tag.next();
            if (expected <= block) {
                fault = "the tag in block " + block + " names one before it";
            }
        }
    }

    private static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's MD5 can be copied", e);
        }
    }

    Evidence result() {
        if (fault.isEmpty() && !ended) {
            fault = "the tag that ends the session is not there";
        }
        return fault.isEmpty()
                ? Evidence.good(
                        Kind.LIBISOFS_TAGS,
                        "the MD5 tags of libisofs are right; they cover " + Share.of(covered, imageBytes)
                                + " of the image")
                : Evidence.bad(Kind.LIBISOFS_TAGS, "MD5 tags of libisofs: " + fault);
    }
}
