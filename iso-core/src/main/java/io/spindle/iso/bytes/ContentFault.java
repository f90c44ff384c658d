package io.spindle.iso.bytes;

/**
 * Something that is wrong with the content of a disc, and that was seen when it was read: those reads are errors.
 *
 * @param kind what
 * @param file the file that the content comes from: its path in a folder that is a disc, else that of the image
 * @param text a sentence for people that names the file
 */
public record ContentFault(Kind kind, String file, String text) {
    /** What is wrong with a file. */
    public enum Kind {
        /** It has another date, and so perhaps another content. */
        CHANGED,
        GROWN,
        CUT,
        REMOVED,
        /** Another file, or a folder, has its name. */
        REPLACED,
        /** Its path leads through a symbolic link. */
        LINK,
        /** It is what it was, but the system cannot read it. */
        UNREADABLE,
        /** Its bytes are not those that were verified. */
        DAMAGED
    }
}
