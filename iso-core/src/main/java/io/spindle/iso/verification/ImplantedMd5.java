package io.spindle.iso.verification;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.checksum.DigestAlgorithm;
import io.spindle.iso.verification.Evidence.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The MD5 that isomd5sum implants into the field for applications of the primary volume descriptor. It covers what the
 * descriptor claims without its last sectors, that field taken as blanks; digits of it on the way tell where it went wrong.
 */
final class ImplantedMd5 implements PassConsumer {
    private static final int DESCRIPTOR_AT = 16 * 2048;
    private static final int FIELD_AT = DESCRIPTOR_AT + 883;
    private static final int FIELD_BYTES = 512;
    private static final int CHUNK_BYTES = 32 << 10;
    private static final int FRAGMENT_DIGITS = 60;
    private static final Pattern MD5 = Pattern.compile("ISO MD5SUM = ([0-9a-fA-F]{32})");
    private static final Pattern SKIP = Pattern.compile("SKIPSECTORS = ([0-9]{1,6})");
    private static final Pattern SUMS = Pattern.compile("FRAGMENT SUMS = ([0-9a-fA-F]{60})");
    private static final Pattern COUNT = Pattern.compile("FRAGMENT COUNT = ([0-9]{1,2})");

    private final String implanted;
    private final String fragmentSums;
    private final int fragments;
    private final long coveredBytes;
    private final long imageBytes;
    private final MessageDigest digest = DigestAlgorithm.MD5.newDigest();
    private final StringBuilder sums = new StringBuilder();
    private long taken;
    private long brokenFromBytes = -1;
    private long fragment;

    private ImplantedMd5(String implanted, String fragmentSums, int fragments, long coveredBytes, long imageBytes) {
        this.implanted = implanted;
        this.fragmentSums = fragmentSums;
        this.fragments = fragments;
        this.coveredBytes = coveredBytes;
        this.imageBytes = imageBytes;
    }

    /** That of an image that has one. */
    static Optional<ImplantedMd5> find(ByteSource image) throws IOException {
        if (image.lengthBytes() < DESCRIPTOR_AT + 2048) {
            return Optional.empty();
        }
        ByteBuffer sector = ByteBuffer.allocate(2048);
        image.read(DESCRIPTOR_AT, sector);
        byte[] bytes = sector.array();
        boolean primary = bytes[0] == 1 && new String(bytes, 1, 5, StandardCharsets.ISO_8859_1).equals("CD001");
        return primary ? of(bytes, sector.getInt(84), image.lengthBytes()) : Optional.empty();
    }

    private static Optional<ImplantedMd5> of(byte[] sector, int spaceSectors, long imageBytes) {
        String field = new String(sector, FIELD_AT - DESCRIPTOR_AT, FIELD_BYTES, StandardCharsets.ISO_8859_1);
        Matcher md5 = MD5.matcher(field);
        if (!md5.find()) {
            return Optional.empty();
        }
        long skipped = number(SKIP, field);
        long covered = (Integer.toUnsignedLong(spaceSectors) - skipped) * 2048;
        if (covered <= 0) {
            return Optional.empty();
        }
        Matcher sums = SUMS.matcher(field);
        int count = (int) number(COUNT, field);
        boolean told = sums.find() && count > 0 && count <= FRAGMENT_DIGITS;
        return Optional.of(new ImplantedMd5(
                md5.group(1).toLowerCase(Locale.ROOT),
                told ? sums.group(1).toLowerCase(Locale.ROOT) : "",
                told ? count : 0,
                covered,
                imageBytes));
    }

    private static long number(Pattern pattern, String field) {
        Matcher matcher = pattern.matcher(field);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    @Override
    public void take(byte[] bytes, int lengthBytes) {
        for (int at = 0; at < lengthBytes && taken < coveredBytes; at += CHUNK_BYTES) {
            int length = (int) Math.min(Math.min(CHUNK_BYTES, lengthBytes - at), coveredBytes - taken);
            if (taken <= FIELD_AT && FIELD_AT < taken + length) {
                // Others look at the same bytes.
                byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
                int from = (int) (FIELD_AT - taken);
                Arrays.fill(copy, from, Math.min(length, from + FIELD_BYTES), (byte) ' ');
                digest.update(copy);
            } else {
                digest.update(bytes, at, length);
            }
            fragment(taken);
            taken += length;
        }
    }

    /** At the first chunk of each fragment, a few digits of the MD5 so far are noted. */
    private void fragment(long offsetBytes) {
        long fragmentBytes = fragments == 0 ? 0 : coveredBytes / (fragments + 1);
        if (fragmentBytes == 0 || offsetBytes / fragmentBytes == fragment || brokenFromBytes >= 0) {
            return;
        }
        fragment = offsetBytes / fragmentBytes;
        byte[] soFar = copyOf(digest).digest();
        for (int i = 0; i < Math.min(soFar.length, FRAGMENT_DIGITS / fragments); i++) {
            sums.append(Integer.toHexString(soFar[i] & 0xFF).charAt(0));
        }
        if (!fragmentSums.startsWith(sums.toString())) {
            brokenFromBytes = Math.max(0, (fragment - 1) * fragmentBytes);
        }
    }

    private static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's MD5 can be copied", e);
        }
    }

    Evidence result() {
        if (taken < coveredBytes) {
            return Evidence.bad(
                    Kind.IMPLANTED_MD5,
                    "the implanted MD5 covers " + coveredBytes + " bytes, the image has " + imageBytes + " only");
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(implanted)) {
            String place = brokenFromBytes < 0 ? "" : ", from byte " + brokenFromBytes + " on";
            return Evidence.bad(Kind.IMPLANTED_MD5, "the implanted MD5 is of other bytes" + place);
        }
        return Evidence.good(
                Kind.IMPLANTED_MD5,
                "the implanted MD5 is right; it covers " + Share.of(coveredBytes, imageBytes) + " of the image");
    }
}
