package io.spindle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.Socket;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TransportTest {
    private final CompletableFuture<Map<ChannelOption<?>, Object>> options = new CompletableFuture<>();

    private final class Accepted extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            options.complete(ctx.channel().config().getOptions());
        }
    }

    /** A client whose machine was switched off is to be noticed there too. */
    @Test
    void tcpSocket_thatWasHandedOver_keepsAlive() throws Exception {
        assumeThat(Transport.best()).isEqualTo(Transport.EPOLL);
        Socket handedOver = Socket.newSocketStream();
        handedOver.bind(new InetSocketAddress("127.0.0.1", 0));
        handedOver.listen(1);
        EventLoopGroup loops = Transport.EPOLL.newEventLoops("test");
        ListenAddress address = new ListenAddress.Inherited(handedOver.intValue());
        Channel listener = Transport.EPOLL.listen(loops, address, new Accepted(), "");
        InetSocketAddress bound = (InetSocketAddress) listener.localAddress();
        try (java.net.Socket client = new java.net.Socket("127.0.0.1", bound.getPort())) {
            assertThat(client.isConnected()).isTrue();
            Map<ChannelOption<?>, Object> got = options.get(60, TimeUnit.SECONDS);
            assertThat(got).containsEntry(ChannelOption.SO_KEEPALIVE, true);
            assertThat(got).containsEntry(ChannelOption.TCP_NODELAY, true);
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
}
