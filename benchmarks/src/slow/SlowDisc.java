import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.cache.BlockCache;
import io.spindle.nbd.NbdListener;
import io.spindle.nbd.NbdServer;
import io.spindle.nbd.NbdServerOptions;
import io.spindle.nbd.export.Export;
import io.spindle.nbd.export.ExportCatalog;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Serves a file whose every read takes so many milliseconds longer, through the cache or without it, on a Unix socket:
 * what an image far away is like. Run by benchmarks/compressed, from source.
 */
final class SlowDisc {
    private SlowDisc() {}

    /** IMAGE MILLISECONDS cached|plain SOCKET. */
    public static void main(String[] arguments) throws Exception {
        ByteSource slow = new Slow(FileByteSource.open(Path.of(arguments[0])), Long.parseLong(arguments[1]));
        BlockCache cache = new BlockCache(BlockCache.DEFAULT_MAXIMUM_BYTES);
        ByteSource served = arguments[2].equals("cached") ? cache.over(slow) : slow;
        Export export = new Export("slow", "", new SharedByteSource(served));
        ListenAddress address = new ListenAddress.Unix(Path.of(arguments[3]));
        NbdServer.start(NbdServerOptions.of(List.of(new NbdListener(address, Optional.empty()))), new One(export));
        new CountDownLatch(1).await();
    }

    private record One(Export export) implements ExportCatalog {
        @Override
        public Optional<Export> find(String name) {
            return Optional.of(export);
        }

        @Override
        public Optional<Export> defaultExport() {
            return Optional.of(export);
        }

        @Override
        public List<Export> list() {
            return List.of(export);
        }
    }

    private record Slow(ByteSource file, long millis) implements ByteSource {
        @Override
        public long lengthBytes() {
            return file.lengthBytes();
        }

        @Override
        public void read(long offsetBytes, ByteBuffer destination) throws IOException {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            file.read(offsetBytes, destination);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
