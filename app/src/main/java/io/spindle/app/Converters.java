package io.spindle.app;

import io.spindle.config.ByteCount;
import io.spindle.config.HostAndPort;
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
}
