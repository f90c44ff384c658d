package io.spindle.nbd.handler;

import io.spindle.nbd.protocol.CommandFlag;
import io.spindle.nbd.protocol.NbdCommand;
import io.spindle.nbd.protocol.NbdError;
import io.spindle.nbd.protocol.NbdRequest;
import java.util.Optional;

/**
 * Which requests are refused on a read-only export, and why (proto.md, "Request types").
 *
 * @param exportBytes size of the export
 * @param structured whether replies are structured or extended
 * @param extended whether headers are extended
 * @param allocationContext whether {@code base:allocation} was selected
 */
record RequestPolicy(long exportBytes, boolean structured, boolean extended, boolean allocationContext) {
    /**
     * An error instead of what was asked for.
     *
     * @param error which
     * @param text a sentence for people
     */
    record Refusal(NbdError error, String text) {}

    private static final Optional<Refusal> GRANTED = Optional.empty();

    RequestPolicy(Negotiated negotiated) {
        this(
                negotiated.export().data().lengthBytes(),
                negotiated.structured() || negotiated.extended(),
                negotiated.extended(),
                negotiated.allocationContext());
    }

    Optional<Refusal> check(NbdCommand command, NbdRequest request) {
        return switch (command) {
            case NBD_CMD_READ -> read(request);
            case NBD_CMD_WRITE, NBD_CMD_TRIM, NBD_CMD_WRITE_ZEROES ->
                refuse(NbdError.NBD_EPERM, command + ": the export is read-only");
            case NBD_CMD_DISC -> GRANTED;
            case NBD_CMD_FLUSH -> flags(request, 0);
            case NBD_CMD_CACHE -> flags(request, 0).or(() -> range(request));
            case NBD_CMD_BLOCK_STATUS -> blockStatus(request);
            case NBD_CMD_RESIZE -> refuse(NbdError.NBD_EINVAL, "NBD_CMD_RESIZE is not offered here");
        };
    }

    static Refusal unknown(NbdRequest request) {
        return new Refusal(NbdError.NBD_EINVAL, "command " + request.type() + " is not known here");
    }

    private Optional<Refusal> read(NbdRequest request) {
        if (request.flags() != 0) {
            Optional<Refusal> refusal = flags(request, structured ? CommandFlag.NBD_CMD_FLAG_DF.mask() : 0);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        if (request.length() < 0 || request.length() > Negotiation.MAXIMUM_PAYLOAD_BYTES) {
            NbdError error = structured ? NbdError.NBD_EOVERFLOW : NbdError.NBD_EINVAL;
            String asked = Long.toUnsignedString(request.length());
            return refuse(
                    error,
                    "a read of " + asked + " bytes, at most " + Negotiation.MAXIMUM_PAYLOAD_BYTES + " are served");
        }
        return range(request);
    }

    private Optional<Refusal> blockStatus(NbdRequest request) {
        if (!allocationContext) {
            return refuse(NbdError.NBD_EINVAL, "no metadata context was selected (NBD_OPT_SET_META_CONTEXT)");
        }
        if (request.length() == 0) {
            return refuse(NbdError.NBD_EINVAL, "block status of no bytes");
        }
        return flags(request, CommandFlag.NBD_CMD_FLAG_REQ_ONE.mask()).or(() -> range(request));
    }

    private static Optional<Refusal> flags(NbdRequest request, int allowed) {
        int others = request.flags() & ~allowed;
        return others == 0
                ? GRANTED
                : refuse(NbdError.NBD_EINVAL, "flags " + CommandFlag.describe(others) + " do not go with this request");
    }

    private Optional<Refusal> range(NbdRequest request) {
        long offset = request.offset();
        long length = request.length();
        if (offset >= 0 && length >= 0 && offset <= exportBytes && length <= exportBytes - offset) {
            return GRANTED;
        }
        return refuse(
                NbdError.NBD_EINVAL,
                "offset " + Long.toUnsignedString(offset) + " and length " + Long.toUnsignedString(length)
                        + " go beyond the export of " + exportBytes + " bytes");
    }

    private static Optional<Refusal> refuse(NbdError error, String text) {
        return Optional.of(new Refusal(error, text));
    }
}
