package io.spindle.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.checksum.ChecksumLine;
import io.spindle.iso.checksum.DigestAlgorithm;
import io.spindle.iso.inspection.Labels;
import io.spindle.iso.library.Library;
import io.spindle.iso.openpgp.PublisherKey;
import io.spindle.iso.verification.Grade;
import io.spindle.iso.verification.KeptVerification;
import io.spindle.iso.verification.Verdict;
import io.spindle.iso.verification.Verification;
import io.spindle.iso.verification.VerificationRequest;
import io.spindle.iso.verification.VerificationResult;
import io.spindle.iso.verification.VerificationStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads images and tells whether their bytes are the right ones.",
            "",
            "Compared are: digests of files of checksums beside the image or named (SHA256SUMS, image.iso.sha256, ...),"
                    + " OpenPGP signatures of those or of the image by keys that 'spindle trust add' trusts, the MD5 of"
                    + " isomd5sum and the MD5 tags of libisofs in the image, the error detection codes of raw sectors,"
                    + " and whether the files on the disc lie within the image.",
            "",
            "The verdict is MISMATCH, UNVERIFIED, MEDIA CHECK (not damaged by accident), DIGEST MATCH, or SIGNED. It is"
                    + " kept: an image that did not change is not read again."
        },
        footer = {
            "",
            "Examples:",
            "  spindle verify debian.iso                       with what lies beside it",
            "  spindle verify ~/isos                           all images of a folder; go on later where it was stopped",
            "  spindle verify fedora.iso --checksums Fedora-CHECKSUM",
            "  spindle verify windows.iso --digest 8f4d...     the SHA-256 of the download page",
            "  spindle verify arch.iso --signature arch.iso.sig --require signed",
            "",
            "Exit codes: 0 verified, 1 mismatch or failed, 2 wrong usage, 7 nothing to compare with, or less than"
                    + " --require asks for, 130 stopped by Ctrl-C"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int TOO_LITTLE = 7;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IMAGE|FOLDER", arity = "1..*", description = "Images, and folders of them.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--checksums", paramLabel = "FILE", description = "A file of checksums; repeatable.")
    private List<Path> checksums = new ArrayList<>();

    @Option(
            names = "--signature",
            paramLabel = "FILE",
            description = "A detached signature of the image or of the file of checksums; repeatable.")
    private List<Path> signatures = new ArrayList<>();

    @Option(
            names = "--digest",
            paramLabel = "HEX",
            description = "The digest of the image: SHA-256, SHA-384 or SHA-512 by its length; repeatable.")
    private List<String> digests = new ArrayList<>();

    @Option(names = "--nothing-beside", description = "Do not look for checksums and signatures beside the image.")
    private boolean nothingBeside;

    @Option(
            names = "--require",
            paramLabel = "GRADE",
            description = "The least that makes the exit code 0: signed, digest or media-check (the default).")
    private String require = "media-check";

    @Option(names = "--again", description = "Read the image again even if it was verified and did not change.")
    private boolean again;

    @Option(names = "--state", paramLabel = "FILE", description = "Where the sizes of discs are remembered; beside it.")
    private Path state;

    @Option(names = "--json", description = "Print one JSON document for each image.")
    private boolean json;

    private StopRequest stop;
    private boolean told;

    /** What is known of an image now. */
    private record Known(Path image, Verdict verdict, boolean readNow, Instant at, List<String> sha256) {}

    @Override
    public Integer call() throws Exception {
        Grade required = Grade.required(require)
                .orElseThrow(() -> new UsageFault("--require " + require + ": write signed, digest or media-check"));
        List<ChecksumLine> given = digests.stream().map(VerifyCommand::digest).toList();
        VerificationStore store = VerificationStore.in(StateFile.folder(state));
        int code;
        try (StopRequest request = new StopRequest()) {
            stop = request;
            code = verifyAll(store, required, given);
        }
        return code;
    }

    private int verifyAll(VerificationStore store, Grade required, List<ChecksumLine> given) throws Exception {
        List<PublisherKey> trusted = store.trusted().list();
        int code = 0;
        for (Path image : images()) {
            if (stop.came()) {
                return stopped(image);
            }
            VerificationRequest request =
                    new VerificationRequest(image, !nothingBeside, checksums, signatures, given, trusted);
            code = worse(code, tryVerify(request, store, required));
        }
        return code;
    }

    /** One image of many that cannot be read does not keep the others from being verified. */
    private int tryVerify(VerificationRequest request, VerificationStore store, Grade required) throws Exception {
        try {
            return verify(request, store, required);
        } catch (CancellationException e) {
            return stopped(request.image());
        } catch (IOException e) {
            if (stop.came()) {
                return stopped(request.image());
            }
            spec.commandLine().getErr().println("spindle: " + request.image() + ": " + Faults.explain(e));
            return 1;
        }
    }

    /** What the process ends with is the signal's. */
    private int stopped(Path image) {
        if (!told) {
            told = true;
            PrintWriter err = spec.commandLine().getErr();
            err.println("spindle: stopped before " + Labels.harmless(image.toString())
                    + " was read; what was verified before it is kept: run the same again to go on there");
            err.flush();
        }
        return 1;
    }

    private static int worse(int one, int other) {
        return one == 1 || other == 1 ? 1 : Math.max(one, other);
    }

    private static ChecksumLine digest(String hex) {
        String plain = hex.strip().toLowerCase(Locale.ROOT);
        return DigestAlgorithm.ofLength(plain.length() / 2, "")
                .filter(it -> plain.matches("[0-9a-f]+") && plain.length() == 2 * it.lengthBytes())
                .map(it -> new ChecksumLine(it, plain, Optional.empty()))
                .orElseThrow(() -> new UsageFault("--digest " + hex
                        + " is no digest: write 64 (SHA-256), 96 (SHA-384) or 128 (SHA-512) hexadecimal digits"));
    }

    /** A folder stands for what 'spindle serve' would serve of it. */
    private List<Path> images() throws IOException {
        List<Path> images = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                images.addAll(Library.imagesOf(path));
            } else if (Files.isRegularFile(path)) {
                images.add(path);
            } else {
                throw new UsageFault(path + " is not there: name an image file or a folder of images");
            }
        }
        if (isAboutOne() && images.size() != 1) {
            throw new UsageFault(
                    "--checksums, --signature and --digest are for one image; " + images.size() + " are named");
        }
        for (Path file : Stream.concat(checksums.stream(), signatures.stream()).toList()) {
            if (!Files.isRegularFile(file)) {
                throw new UsageFault(file + " is not a file");
            }
        }
        return images;
    }

    private int verify(VerificationRequest request, VerificationStore store, Grade required) throws Exception {
        Optional<Known> kept = again || isAboutOne() ? Optional.empty() : kept(request.image(), store, required);
        Known known = kept.isPresent() ? kept.get() : read(request, store);
        print(known);
        Grade grade = known.verdict().grade();
        return grade == Grade.MISMATCH ? 1 : grade.compareTo(required) >= 0 ? 0 : TOO_LITTLE;
    }

    private boolean isAboutOne() {
        return !checksums.isEmpty() || !signatures.isEmpty() || !digests.isEmpty();
    }

    /** What was found before is told again where it is enough and nothing is new that could tell more. */
    private Optional<Known> kept(Path image, VerificationStore store, Grade required) throws IOException {
        Optional<KeptVerification> kept = store.find(Verification.filesOf(image))
                .filter(it -> it.verdict().grade().compareTo(required) >= 0);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Instant at = kept.get().at();
        boolean stale = store.trusted().changed().isAfter(at)
                || (!nothingBeside && Verification.besideChanged(image).isAfter(at));
        return kept.filter(it -> !stale).map(it -> new Known(image, it.verdict(), false, it.at(), it.digests()));
    }

    private Known read(VerificationRequest asked, VerificationStore store) throws Exception {
        VerificationRequest request = asked.reading(
                PackedImages.ready(asked.image(), spec.commandLine().getErr(), () -> !stop.came()));
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), Boolean.getBoolean("spindle.terminal"));
        try {
            VerificationResult result = Verification.run(
                    request,
                    (name, done, total) -> {
                        progress.show(name, done, total);
                        return !stop.came();
                    },
                    Clock.systemUTC());
            VerificationResult counts = keep(result, store);
            return new Known(
                    request.image(),
                    counts.verdict(),
                    true,
                    counts.at(),
                    counts.files().stream().map(it -> it.bytes().sha256()).toList());
        } finally {
            progress.clear();
        }
    }

    /** What was read for minutes is told, wherever it cannot be kept. */
    private VerificationResult keep(VerificationResult result, VerificationStore store) {
        try {
            return store.keep(result);
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("warning: the result is not kept: " + Faults.explain(e) + "; --state names another place");
            return result;
        }
    }

    private void print(Known known) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = VerdictLines.document(known.verdict(), known.at());
            node.put("image", known.image().toString());
            node.put("readNow", known.readNow());
            ArrayNode digestsOfFiles = node.putArray("sha256");
            known.sha256().forEach(digestsOfFiles::add);
            out.println(new ObjectMapper().writeValueAsString(node));
        } else {
            VerdictLines.print(out, known.image(), known.verdict(), known.readNow(), known.at());
        }
        out.flush();
    }
}
