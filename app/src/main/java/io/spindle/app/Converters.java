package io.spindle.app;

import io.spindle.config.ByteCount;
import io.spindle.config.HostAndPort;
import io.spindle.iso.synthetic.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Flags are written as in the configuration file. */
final class Converters {
    private Converters() {}

    static final class Address implements ITypeConverter<HostAndPort> {
        @Override
        public HostAndPort convert(String text) {
            return HostAndPort.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not HOST:PORT, such as 127.0.0.1:10809 or [::1]:10809"));
        }
    }

    static final class Size implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(String text) {
            return ByteCount.parse(text)
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a size, such as 700M or 8G"));
        }
    }

    static final class NamedFolder implements ITypeConverter<Map.Entry<String, Path>> {
        @Override
        public Map.Entry<String, Path> convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new TypeConversionException("'" + text + "' is not NAME=DIR, such as tools.iso=/srv/tools");
            }
            return Map.entry(text.substring(0, equals), Path.of(text.substring(equals + 1)));
        }
    }

    static final class Place implements ITypeConverter<Fault> {
        private static final Pattern FORM = Pattern.compile("(error|delay=([0-9]{1,6})(ms|s))@([^+]+)\\+(.+)");

        @Override
        public Fault convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a fault, such as error@1M+2K or delay=500ms@0+64K");
            }
            long offsetBytes = form.group(4).equals("0") ? 0 : bytes(form.group(4));
            long lengthBytes = bytes(form.group(5));
            return form.group(2) == null
                    ? Fault.error(offsetBytes, lengthBytes, "a fault that --fault asked for")
                    : Fault.delay(offsetBytes, lengthBytes, duration(form.group(2), form.group(3)));
        }

        private static long bytes(String text) {
            return new Size().convert(text).bytes();
        }

        private static Duration duration(String number, String unit) {
            long value = Long.parseLong(number);
            return unit.equals("s") ? Duration.ofSeconds(value) : Duration.ofMillis(value);
        }
    }
}
