package io.spindle.nbd.codec;

import io.netty.buffer.ByteBuf;
import io.spindle.nbd.protocol.NbdOption;
import io.spindle.nbd.protocol.NbdRep;
import io.spindle.nbd.protocol.OptionRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes the data of one option, given exactly; whatever does not fit it becomes a refusal. */
final class OptionFields {
    private static final int MAXIMUM_STRING_BYTES = 4096;
    private static final int MAXIMUM_QUERIES = 256;

    private OptionFields() {}

    /** Signals that the data of an option is not what it should be. */
    private static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final NbdRep reply;

        Misfit(String message) {
            this(NbdRep.NBD_REP_ERR_INVALID, message);
        }

        Misfit(NbdRep reply, String message) {
            super(message, null, false, false);
            this.reply = reply;
        }
    }

    static OptionRequest decode(int option, ByteBuf data) {
        Optional<NbdOption> known = NbdOption.fromWire(option);
        if (known.isEmpty()) {
            String reason = "option " + Integer.toUnsignedString(option) + " is not known here";
            return new OptionRequest.Refused(option, NbdRep.NBD_REP_ERR_UNSUP, reason);
        }
        try {
            return decode(known.get(), data);
        } catch (Misfit e) {
            String reason = known.get() + ": " + e.getMessage();
            return new OptionRequest.Refused(option, e.reply, reason);
        }
    }

    private static OptionRequest decode(NbdOption option, ByteBuf data) throws Misfit {
        return switch (option) {
            case NBD_OPT_EXPORT_NAME -> new OptionRequest.ExportName(string(data, data.readableBytes()));
            case NBD_OPT_ABORT -> new OptionRequest.Abort();
            case NBD_OPT_LIST -> withoutData(data, new OptionRequest.ListExports());
            case NBD_OPT_STARTTLS -> withoutData(data, new OptionRequest.StartTls());
            case NBD_OPT_INFO -> info(data, false);
            case NBD_OPT_GO -> info(data, true);
            case NBD_OPT_STRUCTURED_REPLY -> withoutData(data, new OptionRequest.StructuredReply());
            case NBD_OPT_LIST_META_CONTEXT -> metaContext(data, false);
            case NBD_OPT_SET_META_CONTEXT -> metaContext(data, true);
            case NBD_OPT_EXTENDED_HEADERS -> withoutData(data, new OptionRequest.ExtendedHeaders());
        };
    }

    private static OptionRequest withoutData(ByteBuf data, OptionRequest request) throws Misfit {
        atEnd(data);
        return request;
    }

    private static OptionRequest info(ByteBuf data, boolean go) throws Misfit {
        String name = string(data, length(data));
        need(data, Short.BYTES);
        int count = data.readUnsignedShort();
        need(data, (long) count * Short.BYTES);
        List<Integer> requested = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            requested.add(data.readUnsignedShort());
        }
        atEnd(data);
        return new OptionRequest.Info(go, name, requested);
    }

    private static OptionRequest metaContext(ByteBuf data, boolean set) throws Misfit {
        String name = string(data, length(data));
        long count = length(data);
        if (count > MAXIMUM_QUERIES) {
            String text = count + " queries, at most " + MAXIMUM_QUERIES + " are taken";
            throw new Misfit(NbdRep.NBD_REP_ERR_TOO_BIG, text);
        }
        List<String> queries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            queries.add(string(data, length(data)));
        }
        atEnd(data);
        return new OptionRequest.MetaContext(set, name, queries);
    }

    private static long length(ByteBuf data) throws Misfit {
        need(data, Integer.BYTES);
        return data.readUnsignedInt();
    }

    private static String string(ByteBuf data, long lengthBytes) throws Misfit {
        need(data, lengthBytes);
        if (lengthBytes > MAXIMUM_STRING_BYTES) {
            throw new Misfit("a string of " + lengthBytes + " bytes, at most " + MAXIMUM_STRING_BYTES + " are allowed");
        }
        ByteBuffer bytes = data.readSlice((int) lengthBytes).nioBuffer();
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (text.indexOf('\0') >= 0) {
                throw new Misfit("a string holds NUL");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new Misfit("a string is not UTF-8");
        }
    }

    private static void need(ByteBuf data, long bytes) throws Misfit {
        if (data.readableBytes() < bytes) {
            throw new Misfit("the data ends within a field of " + bytes + " bytes");
        }
    }

    private static void atEnd(ByteBuf data) throws Misfit {
        if (data.isReadable()) {
            throw new Misfit(data.readableBytes() + " bytes too many");
        }
    }
}
