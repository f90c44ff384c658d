package io.spindle.it.harness;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a guest's screen shows, as a binary PPM image.
 *
 * @param pixels three bytes each: red, green, blue
 */
public record Picture(byte[] pixels) {
    /** Reads the format that QEMU writes: {@code P6}, width and height, 255, each ended by one white space. */
    static Picture decode(byte[] ppm) {
        String header = new String(ppm, 0, Math.min(ppm.length, 40), StandardCharsets.ISO_8859_1);
        String[] words = header.split("\\s", 5);
        int lengthBytes = 3 * Integer.parseInt(words[1]) * Integer.parseInt(words[2]);
        byte[] pixels = new byte[lengthBytes];
        System.arraycopy(ppm, ppm.length - lengthBytes, pixels, 0, lengthBytes);
        return new Picture(pixels);
    }

    /** How much of the screen has that colour, 0 to 1. */
    public double share(String colour) {
        byte[] wanted = HexFormat.of().parseHex(colour);
        int count = 0;
        for (int at = 0; at < pixels.length; at += 3) {
            if (pixels[at] == wanted[0] && pixels[at + 1] == wanted[1] && pixels[at + 2] == wanted[2]) {
                count++;
            }
        }
        return 3.0 * count / pixels.length;
    }
}
