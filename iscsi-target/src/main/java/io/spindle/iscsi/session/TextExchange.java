package io.spindle.iscsi.session;

import io.spindle.iscsi.login.KeyValue;
import io.spindle.iscsi.login.TextAccumulator;
import io.spindle.iscsi.login.TextKeys;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.RejectReason;
import io.spindle.iscsi.pdu.TargetPdu;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Text requests after the login, one exchange at a time, in as many PDUs as it takes (RFC 7143, 6.4 and 11.10). */
public final class TextExchange {
    private static final int MAXIMUM_TEXT_BYTES = 16 << 10;
    private static final int LEAST_SEGMENT_BYTES = 512;
    private static final int MOST_SEGMENT_BYTES = 0xFFFFFF;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Supplier<SendTargets> sendTargets;
    private final IntConsumer maximumSendBytes;
    private final TextAccumulator text = new TextAccumulator(MAXIMUM_TEXT_BYTES);
    private ByteBuffer unsent = NOTHING;
    private int tag;
    private boolean open;

    /** What comes of a request. */
    public sealed interface Result {
        /** It is answered. */
        record Answered(TargetPdu.TextResponse response) implements Result {}

        /** It is rejected, and the exchange over. */
        record Rejected(RejectReason reason) implements Result {}
    }

    /**
     * No exchange yet.
     *
     * @param sendTargets the targets that there are when they are asked for
     * @param maximumSendBytes told when the initiator says how long a data segment it takes
     */
    public TextExchange(Supplier<SendTargets> sendTargets, IntConsumer maximumSendBytes) {
        this.sendTargets = sendTargets;
        this.maximumSendBytes = maximumSendBytes;
    }

    /**
     * Takes a request.
     *
     * @param segmentBytes the longest data segment that the initiator takes
     */
    public Result take(InitiatorPdu.TextRequest request, int segmentBytes) {
        if (request.targetTransferTag() == InitiatorPdu.NO_TAG) {
            begin();
        } else if (!open || request.targetTransferTag() != tag) {
            return reject(RejectReason.INVALID_PDU_FIELD);
        }
        if (request.continued() && request.finalPdu()) {
            return reject(RejectReason.PROTOCOL_ERROR);
        }
        if (!text.add(request.text())) {
            return reject(RejectReason.OUT_OF_RESOURCES);
        }
        if (!request.continued() && !unsent.hasRemaining()) {
            Optional<List<KeyValue>> answers = TextKeys.parse(text.take()).flatMap(this::answers);
            if (answers.isEmpty()) {
                return reject(RejectReason.INVALID_PDU_FIELD);
            }
            unsent = TextKeys.format(answers.get());
        }
        return new Result.Answered(next(request, segmentBytes));
    }

    private void begin() {
        text.take();
        unsent = NOTHING;
        open = true;
        tag = tag + 1 == InitiatorPdu.NO_TAG ? 1 : tag + 1;
    }

    private Result reject(RejectReason reason) {
        text.take();
        unsent = NOTHING;
        open = false;
        return new Result.Rejected(reason);
    }

    private TargetPdu.TextResponse next(InitiatorPdu.TextRequest request, int segmentBytes) {
        int lengthBytes = Math.min(unsent.remaining(), segmentBytes);
        ByteBuffer piece = unsent.slice(unsent.position(), lengthBytes);
        unsent.position(unsent.position() + lengthBytes);
        boolean more = unsent.hasRemaining();
        // An initiator that fetches the rest of an answer has said all that it had to say.
        boolean done = !more && !request.continued() && request.finalPdu();
        open = !done;
        return new TargetPdu.TextResponse(
                done, more, request.lun(), request.initiatorTaskTag(), done ? InitiatorPdu.NO_TAG : tag, piece);
    }

    private Optional<List<KeyValue>> answers(List<KeyValue> pairs) {
        List<KeyValue> answers = new ArrayList<>();
        for (KeyValue pair : pairs) {
            switch (pair.key()) {
                case "SendTargets" -> {
                    Optional<List<KeyValue>> targets = sendTargets.get().answer(pair.value());
                    if (targets.isEmpty()) {
                        return Optional.empty();
                    }
                    answers.addAll(targets.get());
                }
                case "MaxRecvDataSegmentLength" -> answers.addAll(segmentLength(pair));
                default -> answers.add(new KeyValue(pair.key(), "NotUnderstood"));
            }
        }
        return Optional.of(answers);
    }

    private List<KeyValue> segmentLength(KeyValue pair) {
        if (pair.value().matches("[0-9]{1,8}")) {
            int bytes = Integer.parseInt(pair.value());
            if (LEAST_SEGMENT_BYTES <= bytes && bytes <= MOST_SEGMENT_BYTES) {
                maximumSendBytes.accept(bytes);
                return List.of();
            }
        }
        return List.of(new KeyValue(pair.key(), "Reject"));
    }
}
