package io.spindle.control.event;

/**
 * Something that happened.
 *
 * @param number counted up from 1 within one run of the server
 * @param type what, such as {@code drive} or {@code disc}
 * @param json the document that tells it, in one line
 */
public record Event(long number, String type, String json) {}
