package io.spindle.iscsi.login;

/**
 * One pair of a text negotiation.
 *
 * @param key before the equals sign
 * @param value behind it
 */
public record KeyValue(String key, String value) {
    @Override
    public String toString() {
        return key + "=" + value;
    }
}
