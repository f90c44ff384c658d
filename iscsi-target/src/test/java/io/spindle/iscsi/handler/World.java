package io.spindle.iscsi.handler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.spindle.iscsi.FakeUnit;
import io.spindle.iscsi.Initiator;
import io.spindle.iscsi.LogCapture;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.WaitingReads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server without sockets, whose disc lies in memory. All happens on the thread of the test. */
final class World implements AutoCloseable {
    static final String TARGET = "iqn.2026-01.io.spindle:d0";

    final FakeUnit unit;
    final ServedTargets targets = new ServedTargets();
    final SessionHandles handles = new SessionHandles(8);
    final DataOutMemory dataOut = new DataOutMemory(200_000);
    final WaitingReads waitingReads = new WaitingReads();
    final ConnectionContext context;
    final List<Embedded> channels = new ArrayList<>();
    final LogCapture log = new LogCapture("io.spindle.iscsi", Level.DEBUG);

    World() {
        this(new FakeUnit(new MemoryByteSource(FakeUnit.counting(64 * 2048))), 4);
    }

    World(FakeUnit unit, int commands) {
        this.unit = unit;
        targets.add(IscsiTarget.open(TARGET, unit), new Here());
        context = new ConnectionContext(
                targets,
                Optional.empty(),
                local -> List.of("127.0.0.1:3260"),
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), commands),
                handles,
                byte[]::new,
                waitingReads,
                new CopyBudget(10L << 20),
                dataOut);
    }

    private static final class Here implements TargetThread {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void adopt(Channel channel, Runnable moved, Runnable lost) {
            channel.config().setAutoRead(true);
            moved.run();
        }
    }

    /** A connection that stays in memory. */
    static final class Embedded extends EmbeddedChannel implements Initiator.Wire {
        Embedded(ConnectionContext context) {
            super(new LoginHandler(context));
            freezeTime();
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000);
        }

        @Override
        protected SocketAddress localAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 3260);
        }

        @Override
        public void send(byte[] bytes) {
            writeInbound(Unpooled.wrappedBuffer(bytes));
        }

        @Override
        public byte[] receive() {
            runPendingTasks();
            ByteBuf bytes = readOutbound();
            while (bytes != null && !bytes.isReadable()) {
                bytes.release();
                bytes = readOutbound();
            }
            if (bytes == null) {
                return new byte[0];
            }
            byte[] copy = ByteBufUtil.getBytes(bytes);
            bytes.release();
            return copy;
        }

        @Override
        public void hangUp() {
            close();
            runPendingTasks();
        }
    }

    /** Lets time go by. */
    void pass(Duration time) {
        channels.forEach(channel -> {
            channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        });
    }

    Initiator connect() {
        Embedded channel = new Embedded(context);
        channels.add(channel);
        return new Initiator(channel);
    }

    Initiator login(String... keys) {
        return connect().login(TARGET, keys);
    }

    /** Everything that sessions took is given back when they are gone. */
    @Override
    public void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        channels.forEach(EmbeddedChannel::runPendingTasks);
        assertThat(handles.count()).isZero();
        assertThat(dataOut.usedBytes()).isZero();
        assertThat(unit.attached).isEmpty();
        assertThat(unit.hold.leases()).isZero();
        waitingReads.close();
        log.close();
        assertThat(log.lines(Level.ERROR)).isEmpty();
    }
}
