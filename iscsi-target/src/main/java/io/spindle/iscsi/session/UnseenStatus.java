package io.spindle.iscsi.session;

/**
 * A status that the commands which the initiator sent before it cannot have taken into account (RFC 7143, 4.2.2.2): they
 * acknowledge only what came before it, and are numbered within the window that was open then.
 *
 * <p>Some initiators acknowledge nothing, ever: they are taken for ones that have seen all.
 */
public final class UnseenStatus {
    private final int loginStatSn;
    private boolean sent;
    private int statSn;
    private int maxCmdSn;

    /**
     * None yet.
     *
     * @param loginStatSn the number of the last status of the login, which whoever acknowledges anything has acknowledged
     */
    public UnseenStatus(int loginStatSn) {
        this.loginStatSn = loginStatSn;
    }

    /** Another one is about to be sent. */
    public void sends(int itsStatSn, int lastCmdSnOfTheWindow) {
        sent = true;
        statSn = itsStatSn;
        maxCmdSn = lastCmdSnOfTheWindow;
    }

    /** True for a command that was sent before it could be seen. */
    public boolean isUnseenBy(int cmdSn, int expStatSn) {
        boolean acknowledges = expStatSn - loginStatSn > 0;
        return sent && acknowledges && expStatSn - statSn <= 0 && cmdSn - maxCmdSn <= 0;
    }
}
