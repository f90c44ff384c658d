package io.spindle.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.spindle.iso.bytes.MappedFile;
import java.nio.channels.FileChannel;

/** Writes ranges of a mapped file to one connection without copying them. */
public final class MappedPages {
    private final MappedFile file;
    private final ByteBuf[] segments;

    /** Pages of that file, for the event loop of one connection. */
    public MappedPages(MappedFile file) {
        this.file = file;
        this.segments = new ByteBuf[file.segments().size()];
    }

    /** A region of a file that stays open when the region is released: others read it too. */
    private static final class Region extends DefaultFileRegion {
        Region(FileChannel channel, long position, long count) {
            super(channel, position, count);
        }

        @Override
        protected void deallocate() {
            // Whoever writes holds a lease of the file until the region is gone.
        }
    }

    /** Writes the range as mapped pages, for a gathering write together with what stands around it. */
    public void writePages(ChannelHandlerContext ctx, long offsetBytes, int lengthBytes) {
        int segment = (int) (offsetBytes / MappedFile.SEGMENT_BYTES);
        int at = (int) (offsetBytes % MappedFile.SEGMENT_BYTES);
        int here = Math.min(lengthBytes, MappedFile.SEGMENT_BYTES - at);
        ctx.write(segment(segment).retainedSlice(at, here), ctx.voidPromise());
        if (here < lengthBytes) {
            ctx.write(segment(segment + 1).retainedSlice(0, lengthBytes - here), ctx.voidPromise());
        }
    }

    /** Writes the range as a region of the file, which the kernel sends by itself. */
    public void writeRegion(ChannelHandlerContext ctx, long offsetBytes, int lengthBytes) {
        ctx.write(new Region(file.channel(), offsetBytes, lengthBytes), ctx.voidPromise());
    }

    private ByteBuf segment(int index) {
        if (segments[index] == null) {
            // One wrapper a connection: its reference count is then touched by one event loop only.
            segments[index] = Unpooled.wrappedBuffer(file.segments().get(index).duplicate());
        }
        return segments[index];
    }
}
