package io.spindle.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Unix sockets of programs that are starting: the file is there before anybody listens. */
public final class UnixSocket {
    private UnixSocket() {}

    /** A connection, or nothing when nobody listens there yet. */
    public static Optional<SocketChannel> connect(Path socket) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return Optional.of(channel);
            } catch (SocketException nobody) {
                channel.close();
                return Optional.empty();
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** True when somebody listens there. */
    public static boolean isOpen(Path socket) {
        try (SocketChannel channel = connect(socket).orElse(null)) {
            return channel != null;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
