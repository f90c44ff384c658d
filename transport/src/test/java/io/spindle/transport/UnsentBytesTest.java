package io.spindle.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.io.DataInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class UnsentBytesTest {
    private static final int MIB = 1 << 20;

    private final CompletableFuture<Channel> connection = new CompletableFuture<>();

    /** Says it all in one message. */
    private final class Talker extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[64 * MIB]));
            connection.complete(ctx.channel());
        }
    }

    @Test
    @Timeout(120)
    void partOfAMessage_thatIsSent_countsNoMore() throws Exception {
        Transport transport = Transport.best();
        EventLoopGroup loops = transport.newEventLoops("test");
        Channel listener = transport.listen(loops, new ListenAddress.Tcp("127.0.0.1", 0), new Talker(), "");
        try (Socket client = new Socket("127.0.0.1", ((InetSocketAddress) listener.localAddress()).getPort())) {
            Channel channel = connection.get(60, TimeUnit.SECONDS);
            DataInputStream in = new DataInputStream(client.getInputStream());
            long before = UnsentBytes.of(channel);
            assertThat(before).isGreaterThan(MIB);
            // More than a socket holds, and less than all.
            in.readFully(new byte[32 * MIB]);
            long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (UnsentBytes.of(channel) > before - MIB) {
                assertThat(System.nanoTime()).as("as much unsent as before").isLessThan(endNanos);
            }
            assertThat(channel.unsafe().outboundBuffer().size()).isEqualTo(1);
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
}
