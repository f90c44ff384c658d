package io.spindle.iscsi.session;

/**
 * Which commands an initiator may send now (RFC 7143, 4.2.2.1): those from ExpCmdSN to MaxCmdSN, compared as serial
 * numbers of 32 bits (RFC 1982).
 *
 * <p>Every command that is taken uses up one of a fixed number of slots until it is done, so MaxCmdSN never goes back.
 */
public final class CommandWindow {
    private int expCmdSn;
    private int maxCmdSn;

    /** Where the number of a command lies. */
    public enum Place {
        /** It is its turn. */
        NEXT,
        /** In the window, but others come before it. */
        LATER,
        /** Outside of the window: to be ignored without a word. */
        OUTSIDE
    }

    /**
     * A window that begins.
     *
     * @param firstCmdSn the number of the first command, which is that of the login too
     * @param slots how many commands there may be at once
     */
    public CommandWindow(int firstCmdSn, int slots) {
        this.expCmdSn = firstCmdSn;
        this.maxCmdSn = firstCmdSn + slots - 1;
    }

    /** Where that number lies. */
    public Place place(int cmdSn) {
        if (cmdSn == expCmdSn && cmdSn - maxCmdSn <= 0) {
            return Place.NEXT;
        }
        return cmdSn - expCmdSn > 0 && cmdSn - maxCmdSn <= 0 ? Place.LATER : Place.OUTSIDE;
    }

    /** The next command was taken. */
    public void take() {
        expCmdSn++;
    }

    /** A command that was taken is done. */
    public void done() {
        maxCmdSn++;
    }

    /** The number that is expected next. */
    public int expCmdSn() {
        return expCmdSn;
    }

    /** The last number that may be sent now. */
    public int maxCmdSn() {
        return maxCmdSn;
    }
}
