package io.spindle.iscsi.handler;

import java.time.Duration;

/**
 * What an initiator may take.
 *
 * @param loginTime how long a login may last
 * @param pingInterval how long an initiator may be silent before it is asked whether it is there, and again before it is
 *     taken for gone
 * @param commandsPerSession how many commands may be under way in a session
 */
public record Limits(Duration loginTime, Duration pingInterval, int commandsPerSession) {
    /** Ten seconds, half a minute, 128 commands. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), 128);

    /** The longest data segment that is taken after the login. */
    static final int MAXIMUM_RECEIVE_BYTES = 256 << 10;

    /** The longest data segment that is taken during the login, as the standard says. */
    static final int LOGIN_RECEIVE_BYTES = 8192;

    /** Immediate commands are not held back by the window of commands; so many of them may be under way. */
    static final int IMMEDIATE_COMMANDS = 16;
}
