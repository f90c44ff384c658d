package io.spindle.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/** The standard output, which remembers why it took no more: those who print are not told. */
final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private volatile IOException failure;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Makes one that of the process. */
    static StandardOutput install() {
        StandardOutput installed = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(installed, false, Charset.defaultCharset()));
        return installed;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Why not all was written; nothing where its reader went away, as {@code head} does when it has enough. */
    Optional<String> failure() {
        return Optional.ofNullable(failure).filter(it -> !isReaderGone(it)).map(IOException::getMessage);
    }

    /** True where nobody reads what is written any more. */
    static boolean isReaderGone(IOException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }
}
