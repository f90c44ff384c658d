package io.spindle.iso.image;

import io.spindle.iso.disc.CdText;
import io.spindle.iso.image.CcdSheet.CcdTrack;
import io.spindle.iso.image.CcdSheet.TocEntry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a control file of CloneCD, which is of sections in brackets with a key and a value in each line. */
final class CcdParser {
    private static final int MAXIMUM_SECTIONS = 1000;
    private static final int MAXIMUM_INDEX = 99;
    private static final int MAXIMUM_PACKS = 8 * 256;

    private final List<Section> sections = new ArrayList<>();

    /**
     * A section.
     *
     * @param name in capitals, without its number
     * @param number the number in its name, 0 where there is none
     * @param values by key in capitals
     */
    private record Section(int line, String name, int number, Map<String, Value> values) {
        Optional<Value> value(String key) {
            return Optional.ofNullable(values.get(key));
        }

        long number(String key) throws ImageFormatException {
            Value value = values.get(key);
            if (value == null) {
                throw new ImageFormatException(line, "this section tells no " + key);
            }
            return value.number();
        }
    }

    private record Value(int line, String text) {
        long number() throws ImageFormatException {
            boolean hex = text.matches("(?i)0x[0-9a-f]{1,8}");
            if (!hex && !text.matches("-?[0-9]{1,9}")) {
                throw new ImageFormatException(line, ImageFormatException.shown(text) + " is no number");
            }
            return hex ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
        }
    }

    private CcdParser() {}

    /**
     * What the control file says.
     *
     * @throws ImageFormatException for a line that cannot be, or what is missing
     */
    static CcdSheet parse(String text) throws ImageFormatException {
        CcdParser parser = new CcdParser();
        int number = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            parser.take(++number, line.strip());
        }
        return parser.finished();
    }

    private void take(int number, String line) throws ImageFormatException {
        if (line.startsWith("[")) {
            startSection(number, line);
        } else if (!line.isEmpty() && !line.startsWith(";")) {
            int equals = line.indexOf('=');
            if (equals < 0 || sections.isEmpty()) {
                throw new ImageFormatException(
                        number, ImageFormatException.shown(line) + " is no section and no value in one");
            }
            String key = line.substring(0, equals).strip().toUpperCase(Locale.ROOT);
            String value = line.substring(equals + 1).strip();
            sections.get(sections.size() - 1).values().put(key, new Value(number, value));
        }
    }

    private void startSection(int number, String line) throws ImageFormatException {
        if (!line.endsWith("]") || sections.size() == MAXIMUM_SECTIONS) {
            throw new ImageFormatException(number, ImageFormatException.shown(line) + " is no section");
        }
        String name = line.substring(1, line.length() - 1).strip().toUpperCase(Locale.ROOT);
        int digits = name.length();
        while (digits > 0 && name.charAt(digits - 1) >= '0' && name.charAt(digits - 1) <= '9') {
            digits--;
        }
        String ordinal = name.substring(digits);
        if (ordinal.length() > 6) {
            throw new ImageFormatException(number, ImageFormatException.shown(line) + " is no section");
        }
        sections.add(new Section(
                number,
                name.substring(0, digits).strip(),
                ordinal.isEmpty() ? 0 : Integer.parseInt(ordinal),
                new HashMap<>()));
    }

    private CcdSheet finished() throws ImageFormatException {
        Optional<String> catalog = Optional.empty();
        List<TocEntry> entries = new ArrayList<>();
        Map<Integer, CcdTrack> tracks = new HashMap<>();
        byte[] cdText = new byte[0];
        for (Section section : sections) {
            switch (section.name()) {
                case "DISC" -> catalog = disc(section);
                case "ENTRY" -> entries.add(entry(section));
                case "TRACK" -> tracks.put(section.number(), track(section));
                case "CDTEXT" -> cdText = cdText(section);
                // CLONECD tells a version, SESSION how pre-gaps were read.
                default -> {}
            }
        }
        if (entries.stream().noneMatch(TocEntry::isTrack)) {
            throw new ImageFormatException("it has no entry of a track");
        }
        return new CcdSheet(catalog, cdText, entries, tracks);
    }

    private static Optional<String> disc(Section section) throws ImageFormatException {
        Optional<Value> scrambled = section.value("DATATRACKSSCRAMBLED");
        if (scrambled.isPresent() && scrambled.get().number() != 0) {
            throw new ImageFormatException(scrambled.get().line(), "scrambled data tracks are not read");
        }
        return section.value("CATALOG").map(Value::text).filter(text -> text.matches("[0-9]{13}"));
    }

    private static TocEntry entry(Section section) throws ImageFormatException {
        return new TocEntry(
                (int) section.number("SESSION"),
                (int) section.number("POINT"),
                (int) section.number("CONTROL") & 0xF,
                section.number("PLBA"));
    }

    private static CcdTrack track(Section section) throws ImageFormatException {
        TreeMap<Integer, Long> indexes = new TreeMap<>();
        for (int i = 0; i <= MAXIMUM_INDEX; i++) {
            Optional<Value> index = section.value("INDEX " + i);
            if (index.isPresent()) {
                indexes.put(i, index.get().number());
            }
        }
        Optional<Value> mode = section.value("MODE");
        return new CcdTrack(
                mode.isPresent() ? Optional.of((int) mode.get().number()) : Optional.empty(),
                indexes,
                section.value("ISRC").map(Value::text).filter(text -> text.matches("[A-Z0-9]{5}[0-9]{7}")));
    }

    /** Packs of 16 bytes in hexadecimal, or with their CRC of 18. */
    private static byte[] cdText(Section section) throws ImageFormatException {
        ByteArrayOutputStream packs = new ByteArrayOutputStream();
        for (int i = 0; i < MAXIMUM_PACKS && section.value("ENTRY " + i).isPresent(); i++) {
            Value entry = section.value("ENTRY " + i).get();
            String digits = entry.text().replaceAll("\\s", "");
            if (!digits.matches("[0-9A-Fa-f]{32}([0-9A-Fa-f]{4})?")) {
                throw new ImageFormatException(entry.line(), "this is no pack of CD-TEXT of 16 bytes");
            }
            packs.writeBytes(CdText.withCode(HexFormat.of().parseHex(digits.substring(0, 32))));
        }
        return packs.toByteArray();
    }
}
