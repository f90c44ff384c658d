package io.spindle.iscsi.login;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What two sides have agreed on so far. */
final class OperationalNegotiation {
    private final Map<OperationalKey, String> agreed = new EnumMap<>(OperationalKey.class);

    /**
     * Takes an offer and gives the answer, which a declaration has none of.
     *
     * @param discovery whether the session is for discovery only
     */
    Optional<KeyValue> answer(KeyValue offer, boolean discovery) {
        return reply(offer, discovery).map(value -> new KeyValue(offer.key(), value));
    }

    private Optional<String> reply(KeyValue offer, boolean discovery) {
        Optional<OperationalKey> key = OperationalKey.fromWire(offer.key());
        if (key.isEmpty()) {
            return Optional.of("NotUnderstood");
        }
        if (key.get().isIrrelevant(discovery)) {
            return Optional.of("Irrelevant");
        }
        KeyRule.Outcome outcome = key.get().rule().answer(offer.value());
        outcome.effective().ifPresent(value -> agreed.put(key.get(), value));
        return outcome.reply();
    }

    /** What holds now. */
    SessionParameters parameters() {
        int maxBurstBytes = number(OperationalKey.MAX_BURST_LENGTH);
        return new SessionParameters(
                value(OperationalKey.HEADER_DIGEST).equals("CRC32C"),
                value(OperationalKey.DATA_DIGEST).equals("CRC32C"),
                value(OperationalKey.INITIAL_R2T).equals(KeyRule.YES),
                value(OperationalKey.IMMEDIATE_DATA).equals(KeyRule.YES),
                number(OperationalKey.MAX_RECV_DATA_SEGMENT_LENGTH),
                maxBurstBytes,
                Math.min(number(OperationalKey.FIRST_BURST_LENGTH), maxBurstBytes));
    }

    private String value(OperationalKey key) {
        return agreed.getOrDefault(key, key.initial());
    }

    private int number(OperationalKey key) {
        return Integer.parseInt(value(key));
    }
}
