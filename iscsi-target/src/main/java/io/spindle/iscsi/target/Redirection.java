package io.spindle.iscsi.target;

/**
 * Where a target has gone.
 *
 * @param permanent whether initiators should remember it
 * @param address HOST:PORT, an IPv6 address in brackets
 */
public record Redirection(boolean permanent, String address) {}
