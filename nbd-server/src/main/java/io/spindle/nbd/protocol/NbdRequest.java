package io.spindle.nbd.protocol;

/**
 * A request of the transmission phase, as it came (proto.md, "Request message").
 *
 * @param flags the word of command flags
 * @param type number of the command, which may be unknown
 * @param cookie chosen by the client, sent back with every part of the answer
 * @param offset where in the export, unsigned
 * @param length how many bytes, unsigned: of the export, or of the payload where one follows
 */
public record NbdRequest(int flags, int type, long cookie, long offset, long length) {
    /** True when the flag is set. */
    public boolean has(CommandFlag flag) {
        return flag.in(flags);
    }
}
