package io.spindle.app;

import io.spindle.nbd.ListenAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads HOST:PORT, with an IPv6 address in brackets. */
final class ListenOption implements ITypeConverter<ListenAddress.Tcp> {
    @Override
    public ListenAddress.Tcp convert(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String port = text.substring(colon + 1);
        boolean ambiguous = !bracketed && host.indexOf(':') >= 0;
        if (host.isEmpty() || ambiguous || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new TypeConversionException(
                    "'" + text + "' is not HOST:PORT, such as 127.0.0.1:10809 or [::1]:10809");
        }
        return new ListenAddress.Tcp(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }
}
