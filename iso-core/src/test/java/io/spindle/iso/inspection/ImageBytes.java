package io.spindle.iso.inspection;

import io.spindle.iso.bytes.MemoryByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** An image that a test writes by hand: bytes at places, and the sums that cannot be written down by hand. */
final class ImageBytes {
    private final ByteBuffer bytes;

    ImageBytes(int lengthBytes) {
        bytes = ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Hexadecimal bytes, spaces between them. */
    ImageBytes hex(int offsetBytes, String hex) {
        bytes.put(offsetBytes, HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
        return this;
    }

    ImageBytes text(int offsetBytes, String text) {
        bytes.put(offsetBytes, text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** A descriptor tag of UDF with its sum: identifier, version 2, serial 0, no CRC, the block that it is in. */
    ImageBytes udfTag(int offsetBytes, int identifier, int block) {
        bytes.putShort(offsetBytes, (short) identifier).putShort(offsetBytes + 2, (short) 2);
        bytes.putInt(offsetBytes + 12, block);
        int sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += i == 4 ? 0 : bytes.get(offsetBytes + i);
        }
        bytes.put(offsetBytes + 4, (byte) sum);
        return this;
    }

    /** Makes the 16 little-endian words of a validation entry add up to 0. */
    ImageBytes elToritoSum(int offsetBytes) {
        bytes.putShort(offsetBytes + 28, (short) 0);
        int sum = 0;
        for (int i = 0; i < 32; i += 2) {
            sum += bytes.getShort(offsetBytes + i);
        }
        bytes.putShort(offsetBytes + 28, (short) -sum);
        return this;
    }

    ImageBytes crc32(int offsetBytes, int ofBytes, int lengthBytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), ofBytes, lengthBytes);
        bytes.putInt(offsetBytes, (int) crc.getValue());
        return this;
    }

    Inspection inspect() {
        return inspect(bytes.capacity());
    }

    /** Inspects only so much of the image. */
    Inspection inspect(int lengthBytes) {
        return Inspector.inspect(new MemoryByteSource(Arrays.copyOf(bytes.array(), lengthBytes)));
    }
}
