package io.spindle.iso.filesystem;

/** What a node is; the letter and the bits of the mode are those of POSIX. */
public enum FileKind {
    DIRECTORY('d', 0040000),
    FILE('-', 0100000),
    SYMBOLIC_LINK('l', 0120000),
    CHARACTER_DEVICE('c', 0020000),
    BLOCK_DEVICE('b', 0060000),
    FIFO('p', 0010000),
    SOCKET('s', 0140000);

    private static final int TYPE_MASK = 0170000;

    private final char letter;
    private final int typeBits;

    FileKind(char letter, int typeBits) {
        this.letter = letter;
        this.typeBits = typeBits;
    }

    /** The first letter of a long listing. */
    public char letter() {
        return letter;
    }

    /** The kind that a mode tells of; a file where it tells of none. */
    public static FileKind ofMode(int mode) {
        for (FileKind kind : values()) {
            if ((mode & TYPE_MASK) == kind.typeBits) {
                return kind;
            }
        }
        return FILE;
    }
}
