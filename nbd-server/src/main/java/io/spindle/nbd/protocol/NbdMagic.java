package io.spindle.nbd.protocol;

/** The magic numbers that open the messages of the protocol (proto.md, "Magic values"). */
public final class NbdMagic {
    /** "NBDMAGIC", the first word of the server. */
    public static final long NBDMAGIC = 0x4e42444d41474943L;
    /** "IHAVEOPT", the second word of the server and the start of every option. */
    public static final long IHAVEOPT = 0x49484156454F5054L;
    /** Start of every option reply. */
    public static final long OPTION_REPLY = 0x0003e889045565a9L;

    public static final int NBD_REQUEST_MAGIC = 0x25609513;
    public static final int NBD_EXTENDED_REQUEST_MAGIC = 0x21e41c71;
    public static final int NBD_SIMPLE_REPLY_MAGIC = 0x67446698;
    public static final int NBD_STRUCTURED_REPLY_MAGIC = 0x668e33ef;
    public static final int NBD_EXTENDED_REPLY_MAGIC = 0x6e8a278c;

    private NbdMagic() {}
}
