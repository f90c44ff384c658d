package io.spindle.nbd.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacedWritesTest {
    /** The encryption and the kernel: takes pieces, and says that they are sent when it is told to. */
    private static final class Sink extends ChannelOutboundHandlerAdapter {
        private final List<Integer> pieces = new ArrayList<>();
        private final List<ChannelPromise> unsent = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            pieces.add(((ByteBuf) message).readableBytes());
            unsent.add(promise);
            ((ByteBuf) message).release();
        }
    }

    private final Sink sink = new Sink();
    private final PacedWrites paced = new PacedWrites();
    private final EmbeddedChannel channel = new EmbeddedChannel(sink, paced);

    @Test
    void largeReply_leavesPieceByPiece_andIsWrittenWithTheLast() {
        ChannelFuture written = channel.writeAndFlush(Unpooled.buffer().writeZero(40_000));
        assertThat(sink.pieces).containsExactly(16_384);
        sendNext();
        assertThat(sink.pieces).containsExactly(16_384, 16_384);
        sendNext();
        assertThat(written.isDone()).isFalse();
        sendNext();
        assertThat(sink.pieces).containsExactly(16_384, 16_384, 7_232);
        assertThat(written.isSuccess()).isTrue();
    }

    /** The pieces are all of one length: only what waits behind them shows that the client reads. */
    @Test
    void whatWaits_isLessWithEachPiece() {
        channel.writeAndFlush(Unpooled.buffer().writeZero(40_000));
        assertThat(paced.waitingBytes()).isEqualTo(23_616);
        sendNext();
        assertThat(paced.waitingBytes()).isEqualTo(7_232);
    }

    @Test
    void smallReplies_leaveTogether_inOrder() {
        ChannelFuture first = channel.write(Unpooled.buffer().writeZero(16));
        ChannelFuture second = channel.write(Unpooled.buffer().writeZero(4_096));
        channel.flush();
        assertThat(sink.pieces).containsExactly(4_112);
        sendNext();
        assertThat(first.isSuccess() && second.isSuccess()).isTrue();
    }

    @Test
    void mark_isWrittenAfterWhatStandsBeforeIt() {
        channel.write(Unpooled.buffer().writeZero(20_000));
        ChannelFuture mark = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        sendNext();
        assertThat(mark.isDone()).isFalse();
        sendNext();
        sendNext();
        assertThat(mark.isSuccess()).isTrue();
    }

    @Test
    void closedConnection_failsAndReleasesWhatWaits() {
        ByteBuf reply = Unpooled.buffer().writeZero(40_000);
        ChannelFuture written = channel.writeAndFlush(reply);
        channel.pipeline().remove(PacedWrites.class);
        assertThat(written.isSuccess()).isFalse();
        assertThat(reply.refCnt()).isZero();
    }

    private void sendNext() {
        if (!sink.unsent.isEmpty()) {
            sink.unsent.remove(0).setSuccess();
            channel.runPendingTasks();
        }
    }
}
