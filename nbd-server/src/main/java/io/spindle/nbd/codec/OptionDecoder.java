package io.spindle.nbd.codec;

import io.netty.buffer.ByteBuf;
import io.spindle.nbd.protocol.NbdMagic;
import io.spindle.nbd.protocol.NbdRep;
import io.spindle.nbd.protocol.OptionRequest;

/**
 * Cuts what a client sends in the handshake phase into its flags and its options (proto.md, "Newstyle negotiation").
 *
 * <p>Pulled by the handler, so that a client is read no faster than it is answered. Keeps no bytes: what is incomplete
 * stays in the caller's buffer.
 */
public final class OptionDecoder {
    /** The longest option that is taken; every client may make the server hold that much. */
    static final int MAXIMUM_OPTION_BYTES = 16 * 1024;
    /** The longest option that is skipped with an error; beyond it the connection ends. */
    static final int MAXIMUM_SKIPPED_BYTES = 4 * 1024 * 1024;

    private static final int OPTION_HEADER_BYTES = 16;

    private boolean flagsSeen;
    private int skippedOption;
    private long bytesToSkip;

    /** What was found in the buffer. */
    public sealed interface Decoded {}

    /** Nothing complete yet. */
    public record Incomplete() implements Decoded {}

    /**
     * The flags of the client, always first.
     *
     * @param flags the word
     */
    public record ClientFlags(int flags) implements Decoded {}

    /**
     * An option.
     *
     * @param request what it asks for
     */
    public record Option(OptionRequest request) implements Decoded {}

    /**
     * Bytes that are no option, after which nothing can be understood.
     *
     * @param reason a sentence for the log
     */
    public record Malformed(String reason) implements Decoded {}

    private static final Incomplete INCOMPLETE = new Incomplete();

    /** Takes the next message off the buffer, which keeps its bytes when it is incomplete. */
    public Decoded next(ByteBuf in) {
        if (!flagsSeen) {
            return clientFlags(in);
        }
        return bytesToSkip > 0 ? skip(in) : option(in);
    }

    private Decoded clientFlags(ByteBuf in) {
        if (in.readableBytes() < Integer.BYTES) {
            return INCOMPLETE;
        }
        flagsSeen = true;
        return new ClientFlags(in.readInt());
    }

    private Decoded option(ByteBuf in) {
        if (in.readableBytes() < OPTION_HEADER_BYTES) {
            return INCOMPLETE;
        }
        int start = in.readerIndex();
        if (in.getLong(start) != NbdMagic.IHAVEOPT) {
            return new Malformed("an option does not begin with IHAVEOPT");
        }
        int option = in.getInt(start + 8);
        long length = in.getUnsignedInt(start + 12);
        if (length > MAXIMUM_SKIPPED_BYTES) {
            return new Malformed("an option of " + length + " bytes");
        }
        if (length > MAXIMUM_OPTION_BYTES) {
            in.skipBytes(OPTION_HEADER_BYTES);
            skippedOption = option;
            bytesToSkip = length;
            return skip(in);
        }
        if (in.readableBytes() < OPTION_HEADER_BYTES + length) {
            return INCOMPLETE;
        }
        in.skipBytes(OPTION_HEADER_BYTES);
        return new Option(OptionFields.decode(option, in.readSlice((int) length)));
    }

    private Decoded skip(ByteBuf in) {
        int now = (int) Math.min(bytesToSkip, in.readableBytes());
        in.skipBytes(now);
        bytesToSkip -= now;
        if (bytesToSkip > 0) {
            return INCOMPLETE;
        }
        String reason = "an option may have at most " + MAXIMUM_OPTION_BYTES + " bytes of data";
        return new Option(new OptionRequest.Refused(skippedOption, NbdRep.NBD_REP_ERR_TOO_BIG, reason));
    }
}
