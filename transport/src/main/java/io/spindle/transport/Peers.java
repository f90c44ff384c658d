package io.spindle.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** How clients and what went wrong with them are called in the log. */
public final class Peers {
    private Peers() {}

    /** The address of the other end. */
    public static String name(Channel channel) {
        SocketAddress remote = channel.remoteAddress();
        if (remote instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + inet.getPort();
        }
        return "unix-" + channel.id().asShortText();
    }

    /** What an exception says, without the wrapping of a decoder. */
    public static String reason(Throwable cause) {
        Throwable shown = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        return shown.getMessage() == null ? shown.toString() : shown.getMessage();
    }
}
