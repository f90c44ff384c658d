package io.spindle.bench.load;

/** The numbers of {@code doc/proto.md} that a reading client needs, under their names there. */
final class NbdWire {
    static final long NBDMAGIC = 0x4e42444d41474943L;
    static final long IHAVEOPT = 0x49484156454f5054L;
    static final int NBD_FLAG_FIXED_NEWSTYLE = 1;
    static final int NBD_FLAG_NO_ZEROES = 2;

    static final int NBD_OPT_GO = 7;
    static final int NBD_OPT_STRUCTURED_REPLY = 8;
    static final long OPTION_REPLY_MAGIC = 0x0003e889045565a9L;
    static final int NBD_REP_ACK = 1;
    static final int NBD_REP_INFO = 3;
    static final int NBD_INFO_EXPORT = 0;

    static final int NBD_REQUEST_MAGIC = 0x25609513;
    static final int NBD_CMD_READ = 0;
    static final int NBD_CMD_DISC = 2;
    static final int REQUEST_BYTES = 28;

    static final int NBD_SIMPLE_REPLY_MAGIC = 0x67446698;
    static final int SIMPLE_REPLY_BYTES = 16;
    static final int NBD_STRUCTURED_REPLY_MAGIC = 0x668e33ef;
    static final int STRUCTURED_HEADER_BYTES = 20;
    static final int NBD_REPLY_FLAG_DONE = 1;
    static final int NBD_REPLY_TYPE_NONE = 0;
    static final int NBD_REPLY_TYPE_OFFSET_DATA = 1;
    static final int NBD_REPLY_TYPE_OFFSET_HOLE = 2;

    private NbdWire() {}
}
