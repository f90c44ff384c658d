package io.spindle.iso.filesystem;

/** The trees that a disc can hold side by side. */
public enum TreeKind {
    ROCK_RIDGE("rock-ridge", "ISO 9660 with Rock Ridge"),
    JOLIET("joliet", "ISO 9660 with Joliet"),
    ISO_9660("iso9660", "ISO 9660"),
    UDF("udf", "UDF");

    private final String key;
    private final String title;

    TreeKind(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** How it is named on a command line. */
    public String key() {
        return key;
    }

    /** How it is named to people. */
    public String title() {
        return title;
    }
}
