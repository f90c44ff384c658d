package io.spindle.iso.authoring.iso9660;

/**
 * What a volume says of itself.
 *
 * @param label what it is known by
 * @param publisher who gave it out, may be ""
 * @param preparer who made it, may be ""
 * @param application what it is for, may be ""
 */
public record VolumeText(String label, String publisher, String preparer, String application) {
    /** Characters that a label of ISO 9660 has. */
    public static final int LABEL_CHARACTERS = 32;
    /** Characters that a label of Joliet has. */
    public static final int JOLIET_LABEL_CHARACTERS = 16;
}
