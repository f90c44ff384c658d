package io.spindle.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.conversion.CueAndBin;
import io.spindle.iso.conversion.IsoBlocks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle convert}. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Writes an image of any format that is read as another: .iso, .iso.zst, or .cue with a .bin beside it.",
            "What .iso.zst holds is compressed, is served as it is, and 'zstd -d' makes an .iso of it.",
            "What the other format cannot hold is refused, not left out."
        },
        footer = {
            "",
            "Examples:",
            "  spindle convert game.cue game.iso      the data of a disc with one track",
            "  spindle convert disc.iso disc.iso.zst  compressed, and read at any place",
            "  spindle convert disc.iso disc.cue      disc.bin with whole sectors, and a sheet"
        })
final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "The image to read.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The image to write: OUT.iso, OUT.iso.zst or OUT.cue.")
    private Path out;

    @Option(
            names = {"-f", "--force"},
            description = "Replace what is there.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        boolean isSheet = hasName(".*\\.cue");
        if (!isSheet && !hasName(".*\\.(iso|img)(\\.zst)?")) {
            throw new UsageFault(out + " is no format that is written: name OUT.iso, OUT.iso.zst or OUT.cue");
        }
        // Before the image is opened, which may take its time.
        ImageOutput.check(out, force);
        PrintWriter err = spec.commandLine().getErr();
        try (OpenImage image = OpenImage.of(in, Optional.empty(), err)) {
            if (isSheet) {
                writeSheet(image);
            } else {
                check(image, out);
                ImageOutput.write(IsoBlocks.of(image.disc()), out, err);
                report(List.of(out), List.of());
            }
        }
        return 0;
    }

    private boolean hasName(String pattern) {
        return out.toString().toLowerCase(Locale.ROOT).matches(pattern);
    }

    private void writeSheet(OpenImage image) throws IOException {
        String bin = out.getFileName().toString().replaceAll("(?i)\\.cue$", "") + ".bin";
        Path sectors = out.resolveSibling(bin);
        check(image, out);
        check(image, sectors);
        CueAndBin converted = CueAndBin.of(image.disc(), bin);
        PrintWriter err = spec.commandLine().getErr();
        ImageOutput.write(converted.sectors(), sectors, err);
        ImageOutput.write(new MemoryByteSource(converted.sheet().getBytes(StandardCharsets.UTF_8)), out, err);
        report(List.of(out, sectors), converted.notes());
    }

    /** What is read must not be written over, not even with force. */
    private void check(OpenImage image, Path file) throws IOException {
        ImageOutput.check(file, force);
        boolean same = Files.exists(file)
                && (Files.isSameFile(in, file)
                        || image.image().files().stream().anyMatch(it -> isSame(it.path(), file)));
        if (same) {
            throw new UsageFault(file + " is what is read: write to another place");
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private void report(List<Path> files, List<String> notes) throws IOException {
        PrintWriter printed = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("files", files.stream().map(Path::toString).toList());
            document.put("notes", notes);
            printed.println(new ObjectMapper().writeValueAsString(document));
        } else {
            notes.forEach(note -> spec.commandLine().getErr().println("note: " + note));
            for (Path file : files) {
                printed.println(file + ": " + Descriptions.size(Files.size(file)));
            }
        }
        printed.flush();
    }
}
