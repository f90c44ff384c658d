package io.spindle.it.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disc of a data track of Mode 1 and an audio track behind a pre-gap of two seconds, written by hand into formats that no
 * program in Debian writes.
 *
 * @param raw whole sectors of the data track, from address 0 on
 * @param pregap 150 sectors of audio
 * @param audio at least four seconds of it
 */
public record MixedDisc(byte[] raw, byte[] pregap, byte[] audio) {
    private static final int SECTOR_BYTES = 2352;
    private static final int BLOCK_BYTES = 2048;
    private static final int PREGAP = 150;

    private int dataSectors() {
        return raw.length / SECTOR_BYTES;
    }

    private int audioStart() {
        return dataSectors() + PREGAP;
    }

    private int leadOut() {
        return audioStart() + audio.length / SECTOR_BYTES;
    }

    private byte[] allSectors() {
        return ByteBuffer.allocate(raw.length + pregap.length + audio.length)
                .put(raw)
                .put(pregap)
                .put(audio)
                .array();
    }

    /** An image of CloneCD with sub-channels, one behind the other in each sector. */
    public Path cloneCd(Path folder, String name, byte[] linearSubChannels) throws IOException {
        Files.write(folder.resolve(name + ".img"), allSectors());
        Files.write(folder.resolve(name + ".sub"), linearSubChannels);
        String sheet = "[CloneCD]\nVersion=3\n[Disc]\nTocEntries=5\nSessions=1\nDataTracksScrambled=0\nCDTextLength=0\n"
                + "[Session 1]\nPreGapMode=1\nPreGapSubC=0\n"
                + entry(0, 0xA0, 4, 0, "PMin=1\nPSec=0\nPFrame=0\n")
                + entry(1, 0xA1, 0, 0, "PMin=2\nPSec=0\nPFrame=0\n")
                + entry(2, 0xA2, 0, leadOut(), position(leadOut()))
                + entry(3, 1, 4, 0, position(0))
                + entry(4, 2, 0, audioStart(), position(audioStart()))
                + "[TRACK 1]\nMODE=1\nINDEX 1=0\n[TRACK 2]\nMODE=0\nINDEX 0=" + dataSectors() + "\nINDEX 1="
                + audioStart() + "\n";
        return Files.writeString(folder.resolve(name + ".ccd"), sheet.replace("\n", "\r\n"));
    }

    private static String entry(int number, int point, int control, int lba, String position) {
        return String.format(
                        "[Entry %d]\nSession=1\nPoint=0x%02x\nADR=0x01\nControl=0x%02x\nTrackNo=0\n",
                        number, point, control)
                + "AMin=0\nASec=0\nAFrame=0\nALBA=-150\nZero=0\n" + position + "PLBA=" + lba + "\n";
    }

    private static String position(int lba) {
        int frames = lba + PREGAP;
        return String.format("PMin=%d\nPSec=%d\nPFrame=%d\n", frames / 4500, frames / 75 % 60, frames % 75);
    }

    /**
     * An image of Nero of version 2, written at once, with nothing but blocks of the data track.
     *
     * @param stored how many of the 150 sectors before address 0 are stored
     */
    public Path nero(Path file, byte[] blocks, int stored) throws IOException {
        int data = stored * BLOCK_BYTES;
        int audioPregap = data + blocks.length;
        int audioIndex1 = audioPregap + pregap.length;
        int end = audioIndex1 + audio.length;
        ByteBuffer out = ByteBuffer.allocate(end + 400);
        out.position(data).put(blocks).put(pregap).put(audio);
        out.putInt(0x43554558).putInt(6 * 8); // CUEX
        cue(out, 0x41, 0, 0, -PREGAP);
        cue(out, 0x41, 1, 0, -PREGAP);
        cue(out, 0x41, 1, 1, 0);
        cue(out, 0x01, 2, 0, dataSectors());
        cue(out, 0x01, 2, 1, audioStart());
        cue(out, 0x01, 0xAA, 1, leadOut());
        out.putInt(0x44414F58).putInt(22 + 2 * 42); // DAOX
        out.putInt(22 + 2 * 42).put(new byte[16]).put((byte) 1).put((byte) 2);
        // ISRC, bytes of a sector, mode, and where index 0, index 1 and the end are.
        out.put(new byte[12]).putShort((short) BLOCK_BYTES).putShort((short) 0).putShort((short) 1);
        out.putLong(0).putLong(data).putLong(audioPregap);
        out.put(new byte[12])
                .putShort((short) SECTOR_BYTES)
                .put((byte) 7)
                .put((byte) 0)
                .putShort((short) 1);
        out.putLong(audioPregap).putLong(audioIndex1).putLong(end);
        out.putInt(0x53494E46).putInt(4).putInt(2); // SINF
        out.putInt(0x4D545950).putInt(4).putInt(1); // MTYP
        out.putInt(0x454E4421).putInt(0); // END!
        out.putInt(0x4E455235).putLong(end); // NER5
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return Files.write(file, bytes);
    }

    private static void cue(ByteBuffer out, int control, int track, int index, int lba) {
        out.put((byte) control)
                .put((byte) track)
                .put((byte) index)
                .put((byte) 0)
                .putInt(lba);
    }

    /** An image of Alcohol 120% without the pre-gap, which programs leave out. */
    public Path alcohol(Path folder, String name) throws IOException {
        Files.write(
                folder.resolve(name + ".mdf"),
                ByteBuffer.allocate(raw.length + audio.length)
                        .put(raw)
                        .put(audio)
                        .array());
        ByteBuffer out = ByteBuffer.allocate(500).order(ByteOrder.LITTLE_ENDIAN);
        out.put("MEDIA DESCRIPTOR".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 3);
        out.putShort((short) 0).putShort((short) 1).putInt(80, 88);
        // A session of two tracks, whose entries start at byte 112.
        out.position(88)
                .putInt(-PREGAP)
                .putInt(leadOut())
                .putShort((short) 1)
                .put((byte) 2)
                .put((byte) 0);
        out.putShort((short) 1).putShort((short) 2).putInt(0).putInt(112);
        track(out, 112, 0xAA, 0x14, 1, 272, 0, 0);
        track(out, 192, 0xA9, 0x10, 2, 280, audioStart(), raw.length);
        // Pre-gaps and lengths, and the name of the file.
        out.position(272).putInt(PREGAP).putInt(dataSectors());
        out.putInt(PREGAP).putInt(audio.length / SECTOR_BYTES);
        out.position(288).putInt(304).putInt(0).putLong(0);
        out.position(304).put("*.mdf\0".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return Files.write(folder.resolve(name + ".mds"), bytes);
    }

    private static void track(
            ByteBuffer out, int at, int mode, int control, int number, int extra, int lba, long offset) {
        out.put(at, (byte) mode).put(at + 2, (byte) control).put(at + 4, (byte) number);
        out.putInt(at + 12, extra).putShort(at + 16, (short) SECTOR_BYTES);
        out.putInt(at + 36, lba).putLong(at + 40, offset).putInt(at + 48, 1).putInt(at + 52, 288);
    }
}
