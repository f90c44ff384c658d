package io.spindle.control.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.OptionalLong;
import java.util.Set;

/** Opens regular files below an allowed folder, wherever links lead. */
final class FileSource {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private FileSource() {}

    /**
     * Opens a file.
     *
     * @param source the allowed folder, or the one allowed file
     * @throws FetchFault when it lies outside, or is no regular file
     */
    static ImageStream open(ImageUrl url, ImageUrl source) throws IOException {
        try {
            Path allowed = Path.of(source.path()).toRealPath();
            Path real = Path.of(url.path()).toRealPath();
            if (!real.startsWith(allowed)) {
                throw FetchFault.forbidden(url + " leads out of " + source);
            }
            Path folder = real.equals(allowed) ? allowed.getParent() : allowed;
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                return descend(url, stream, folder.relativize(real));
            }
        } catch (FetchFault e) {
            throw e;
        } catch (IOException | InvalidPathException e) {
            throw FetchFault.failed(url + " cannot be opened");
        }
    }

    /** From folder to folder without following a link: what was looked at is what is opened. */
    private static ImageStream descend(ImageUrl url, DirectoryStream<Path> stream, Path rest) throws IOException {
        if (!(stream instanceof SecureDirectoryStream<Path> folder)) {
            throw FetchFault.failed("files cannot be opened safely on this system");
        }
        Path name = rest.getName(0);
        if (rest.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return descend(url, next, rest.subpath(1, rest.getNameCount()));
            }
        }
        boolean regular = folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isRegularFile();
        if (!regular) {
            throw FetchFault.forbidden(url + " is no regular file");
        }
        SeekableByteChannel channel = folder.newByteChannel(name, READ);
        InputStream in = Channels.newInputStream(channel);
        return new ImageStream(in, OptionalLong.of(channel.size()), "");
    }
}
