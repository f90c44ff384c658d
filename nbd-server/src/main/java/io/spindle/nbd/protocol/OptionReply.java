package io.spindle.nbd.protocol;

/** A part of the answer to an option (proto.md, "Option reply types"). */
public sealed interface OptionReply {
    /** The kind of reply. */
    NbdRep type();

    /** {@code NBD_REP_ACK}: the last part of a good answer. */
    record Ack() implements OptionReply {
        @Override
        public NbdRep type() {
            return NbdRep.NBD_REP_ACK;
        }
    }

    /**
     * {@code NBD_REP_SERVER}: an export of a list.
     *
     * @param name its name
     * @param description a line for people, may be ""
     */
    record Server(String name, String description) implements OptionReply {
        @Override
        public NbdRep type() {
            return NbdRep.NBD_REP_SERVER;
        }
    }

    /**
     * {@code NBD_REP_INFO} with {@code NBD_INFO_EXPORT}.
     *
     * @param sizeBytes size of the export
     * @param transmissionFlags what it can do
     */
    record InfoExport(long sizeBytes, int transmissionFlags) implements OptionReply {
        @Override
        public NbdRep type() {
            return NbdRep.NBD_REP_INFO;
        }
    }

    /**
     * {@code NBD_REP_INFO} with {@code NBD_INFO_NAME} or {@code NBD_INFO_DESCRIPTION}.
     *
     * @param info which of the two
     * @param text the name or description
     */
    record InfoText(NbdInfo info, String text) implements OptionReply {
        @Override
        public NbdRep type() {
            return NbdRep.NBD_REP_INFO;
        }
    }

    /**
     * {@code NBD_REP_INFO} with {@code NBD_INFO_BLOCK_SIZE}.
     *
     * @param minimumBytes smallest unit of a request
     * @param preferredBytes unit that is served best
     * @param maximumPayloadBytes longest read that is answered
     */
    record InfoBlockSize(int minimumBytes, int preferredBytes, int maximumPayloadBytes) implements OptionReply {
        @Override
        public NbdRep type() {
            return NbdRep.NBD_REP_INFO;
        }
    }

    /**
     * {@code NBD_REP_META_CONTEXT}: a context that is there or that was selected.
     *
     * @param id number of the context in block status replies, 0 in a list
     * @param name its name
     */
    record MetaContext(int id, String name) implements OptionReply {
        @Override
        public NbdRep type() {
            return NbdRep.NBD_REP_META_CONTEXT;
        }
    }

    /**
     * One of {@code NBD_REP_ERR_*}: the last part of a bad answer.
     *
     * @param type which error
     * @param text a sentence for people
     */
    record Error(NbdRep type, String text) implements OptionReply {}
}
