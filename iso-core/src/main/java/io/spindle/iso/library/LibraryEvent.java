package io.spindle.iso.library;

/**
 * Something that happened to a name.
 *
 * @param kind what
 * @param name the disc, or the path of a file that is not served
 * @param text a sentence for people, may be ""
 */
public record LibraryEvent(Kind kind, String name, String text) {
    /** What happened. */
    public enum Kind {
        ADDED,
        REPLACED,
        REMOVED,
        CHANGED_IN_PLACE,
        /** Something else is known of it now: the text says what. */
        VERIFIED,
        SKIPPED
    }
}
