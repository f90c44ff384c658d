package io.spindle.nbd.handler;

import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.nbd.protocol.ClientFlag;
import io.spindle.nbd.protocol.CommandFlag;
import io.spindle.nbd.protocol.HandshakeFlag;
import io.spindle.nbd.protocol.NbdCommand;
import io.spindle.nbd.protocol.NbdError;
import io.spindle.nbd.protocol.NbdInfo;
import io.spindle.nbd.protocol.NbdOption;
import io.spindle.nbd.protocol.NbdRequest;
import io.spindle.nbd.protocol.OptionReply;
import io.spindle.nbd.protocol.OptionRequest;
import io.spindle.nbd.protocol.TransmissionFlag;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line per message and direction in the words of the specification, to the logger {@code trace.nbd}.
 *
 * <p>{@code <-} comes from the client, {@code ->} goes to it. Payload shows as its length only.
 */
final class NbdTrace {
    private static final Logger LOG = LoggerFactory.getLogger("trace.nbd");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final AtomicLong CONNECTIONS = new AtomicLong();

    private final long connection;
    private final boolean enabled;

    private NbdTrace(long connection, boolean enabled) {
        this.connection = connection;
        this.enabled = enabled;
    }

    /** Whether lines are written is settled when a connection begins. */
    static NbdTrace ofNewConnection() {
        return new NbdTrace(CONNECTIONS.incrementAndGet(), LOG.isTraceEnabled());
    }

    boolean isEnabled() {
        return enabled;
    }

    void greeting() {
        if (enabled) {
            String flags = HandshakeFlag.NBD_FLAG_FIXED_NEWSTYLE + "|" + HandshakeFlag.NBD_FLAG_NO_ZEROES;
            line("->", "NBDMAGIC IHAVEOPT flags=" + flags);
        }
    }

    void clientFlags(int flags) {
        if (enabled) {
            line("<-", "client flags=" + ClientFlag.describe(flags));
        }
    }

    void option(OptionRequest request) {
        if (enabled) {
            line("<-", optionName(request.option()) + fields(request));
        }
    }

    void optionReply(OptionRequest request, OptionReply reply) {
        if (enabled) {
            line("->", optionName(request.option()) + " " + reply.type() + fields(reply));
        }
    }

    void exportNameReply(long sizeBytes, int transmissionFlags) {
        if (enabled) {
            line("->", NbdOption.NBD_OPT_EXPORT_NAME + exportFields(sizeBytes, transmissionFlags));
        }
    }

    void request(NbdRequest request) {
        if (enabled) {
            line("<-", describe(request));
        }
    }

    void data(NbdRequest request) {
        if (enabled) {
            line("->", replyTo(request) + " data length=" + request.length());
        }
    }

    void success(NbdRequest request) {
        if (enabled) {
            line("->", replyTo(request) + " success");
        }
    }

    void error(NbdRequest request, NbdError error, String text) {
        if (enabled) {
            line("->", replyTo(request) + " " + error + " '" + text + "'");
        }
    }

    void blockStatus(NbdRequest request, List<AllocationExtent> extents) {
        if (enabled) {
            line("->", replyTo(request) + " base:allocation extents=" + extents.size());
        }
    }

    /** A name that a client sent may hold what would begin a line of its own. */
    private void line(String direction, String text) {
        LOG.trace("nbd #{} {} {}", connection, direction, CONTROL.matcher(text).replaceAll("?"));
    }

    static String describe(NbdRequest request) {
        return commandName(request.type())
                + (request.flags() == 0 ? "" : " flags=" + CommandFlag.describe(request.flags()))
                + " cookie=0x" + Long.toHexString(request.cookie())
                + " offset=" + Long.toUnsignedString(request.offset())
                + " length=" + Long.toUnsignedString(request.length());
    }

    private static String replyTo(NbdRequest request) {
        return commandName(request.type()) + " cookie=0x" + Long.toHexString(request.cookie());
    }

    private static String commandName(int type) {
        return NbdCommand.fromWire(type).map(Enum::name).orElse("command " + type);
    }

    private static String optionName(int option) {
        return NbdOption.fromWire(option).map(Enum::name).orElse("option " + Integer.toUnsignedString(option));
    }

    private static String fields(OptionRequest request) {
        if (request instanceof OptionRequest.ExportName option) {
            return " name='" + option.name() + "'";
        }
        if (request instanceof OptionRequest.Info option) {
            List<String> names = option.requested().stream()
                    .map(number -> NbdInfo.fromWire(number).map(Enum::name).orElse("info " + number))
                    .toList();
            return " name='" + option.name() + "' info=" + names;
        }
        if (request instanceof OptionRequest.MetaContext option) {
            return " name='" + option.name() + "' queries=" + option.queries();
        }
        return "";
    }

    private static String fields(OptionReply reply) {
        if (reply instanceof OptionReply.Server server) {
            return " name='" + server.name() + "' description='" + server.description() + "'";
        }
        if (reply instanceof OptionReply.InfoExport info) {
            return " " + NbdInfo.NBD_INFO_EXPORT + exportFields(info.sizeBytes(), info.transmissionFlags());
        }
        if (reply instanceof OptionReply.InfoText info) {
            return " " + info.info() + " '" + info.text() + "'";
        }
        if (reply instanceof OptionReply.InfoBlockSize info) {
            return " " + NbdInfo.NBD_INFO_BLOCK_SIZE + " minimum=" + info.minimumBytes() + " preferred="
                    + info.preferredBytes() + " maximum=" + info.maximumPayloadBytes();
        }
        if (reply instanceof OptionReply.MetaContext context) {
            return " id=" + context.id() + " name='" + context.name() + "'";
        }
        return reply instanceof OptionReply.Error error ? " '" + error.text() + "'" : "";
    }

    private static String exportFields(long sizeBytes, int transmissionFlags) {
        return " size=" + sizeBytes + " flags=" + TransmissionFlag.describe(transmissionFlags);
    }
}
