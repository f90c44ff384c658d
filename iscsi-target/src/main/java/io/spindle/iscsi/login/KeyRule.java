package io.spindle.iscsi.login;

import java.util.List;
import java.util.Optional;

/** How the value of a key comes about (RFC 7143, 6.2). */
interface KeyRule {
    /** The value of a responder that does not take what was offered. */
    String REJECT = "Reject";

    String YES = "Yes";
    String NO = "No";

    /**
     * What becomes of an offer.
     *
     * @param effective the value that holds from now on; empty when it stays as it was
     * @param reply what is said to the initiator; empty for a declaration, which is not answered
     */
    record Outcome(Optional<String> effective, Optional<String> reply) {
        static final Outcome REJECTED = new Outcome(Optional.empty(), Optional.of(REJECT));

        static Outcome agreed(String value) {
            return new Outcome(Optional.of(value), Optional.of(value));
        }
    }

    /** What becomes of that offer. */
    Outcome answer(String offered);

    /** The first of the values that the initiator lists and that is supported. */
    static KeyRule list(String... supported) {
        return offered -> List.of(offered.split(",")).stream()
                .filter(List.of(supported)::contains)
                .findFirst()
                .map(Outcome::agreed)
                .orElse(Outcome.REJECTED);
    }

    /** Yes when both say so. */
    static KeyRule and(boolean ours) {
        return offered -> bool(offered, ours && offered.equals(YES));
    }

    /** Yes when one says so. */
    static KeyRule or(boolean ours) {
        return offered -> bool(offered, ours || offered.equals(YES));
    }

    private static Outcome bool(String offered, boolean result) {
        boolean proper = offered.equals(YES) || offered.equals(NO);
        return proper ? Outcome.agreed(result ? YES : NO) : Outcome.REJECTED;
    }

    /** The lesser of both numbers. */
    static KeyRule minimum(int ours, int least, int most) {
        return offered -> number(offered, least, most)
                .map(theirs -> Outcome.agreed(Integer.toString(Math.min(ours, theirs))))
                .orElse(Outcome.REJECTED);
    }

    /** The greater of both numbers. */
    static KeyRule maximum(int ours, int least, int most) {
        return offered -> number(offered, least, most)
                .map(theirs -> Outcome.agreed(Integer.toString(Math.max(ours, theirs))))
                .orElse(Outcome.REJECTED);
    }

    /** A number that a side says of itself. */
    static KeyRule declaredNumber(int least, int most) {
        return offered -> number(offered, least, most)
                .map(theirs -> new Outcome(Optional.of(Integer.toString(theirs)), Optional.empty()))
                .orElse(Outcome.REJECTED);
    }

    /** A text that a side says of itself. */
    static KeyRule declaredText() {
        return offered -> new Outcome(Optional.of(offered), Optional.empty());
    }

    /** Never agreed to. */
    static KeyRule rejected() {
        return offered -> Outcome.REJECTED;
    }

    /** A decimal number, or a hexadecimal one behind {@code 0x}. */
    private static Optional<Integer> number(String text, int least, int most) {
        boolean hexadecimal = text.matches("0[xX][0-9A-Fa-f]{1,7}");
        if (!hexadecimal && !text.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        int value = hexadecimal ? Integer.parseInt(text.substring(2), 16) : Integer.parseInt(text);
        return Optional.of(value).filter(it -> least <= it && it <= most);
    }
}
