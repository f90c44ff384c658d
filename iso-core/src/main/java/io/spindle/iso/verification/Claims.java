package io.spindle.iso.verification;

import io.spindle.iso.checksum.ChecksumFolder;
import io.spindle.iso.checksum.ChecksumLine;
import io.spindle.iso.checksum.DigestAlgorithm;
import io.spindle.iso.openpgp.OpenPgpException;
import io.spindle.iso.openpgp.SignatureCheck;
import io.spindle.iso.openpgp.SignatureResult;
import io.spindle.iso.openpgp.Signer;
import io.spindle.iso.verification.Evidence.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What files of checksums and signatures say of one file, and of what it expands to where it is compressed, before it is known
 * whether they are right.
 */
final class Claims {
    private static final int MAXIMUM_OTHER_LINES = 10_000;
    private static final String CONTENT = " of what it expands to";

    private final Path file;
    private final String fileName;
    private final Optional<String> contentName;
    private final List<Claim> claims = new ArrayList<>();
    /** Lines of other names, which may be the file under the name that it had. */
    private final List<Claim> others = new ArrayList<>();

    private final List<Evidence> evidence = new ArrayList<>();
    private final List<OverBytes> signatures = new ArrayList<>();

    /** Which bytes something is said of. */
    enum Subject {
        /** Those of the file. */
        FILE,
        /** Those that it expands to. */
        CONTENT,
        /** Those or those: only the digest is told. */
        EITHER
    }

    private record Claim(ChecksumLine line, String source, boolean named, Optional<Signer> signer, Subject subject) {}

    private record OverBytes(String name, SignatureCheck check, Subject subject) {}

    private Claims(Path file, Optional<String> contentName) {
        this.file = file;
        this.fileName = file.getFileName().toString();
        this.contentName = contentName;
    }

    /**
     * What is said of a file.
     *
     * @param contentName what the image would be called that a compressed file expands to; empty for others
     */
    static Claims of(Path file, Optional<String> contentName, VerificationRequest request, Instant now)
            throws IOException {
        Claims claims = new Claims(file, contentName);
        request.digests()
                .forEach(it -> claims.claims.add(new Claim(it, "given", true, Optional.empty(), claims.nameless())));
        Set<Path> sources = new LinkedHashSet<>();
        for (Path named : request.checksums()) {
            sources.add(named.toRealPath());
        }
        if (request.beside()) {
            for (Path beside : beside(file, contentName)) {
                sources.add(beside.toRealPath());
            }
        }
        sources.remove(file.toRealPath());
        for (Path source : sources) {
            claims.source(source, request, now);
        }
        claims.overBytes(request, now);
        return claims;
    }

    /** The files beside a file that may tell of it, or of what it expands to. */
    static List<Path> beside(Path file, Optional<String> contentName) throws IOException {
        Set<Path> found = new LinkedHashSet<>(ChecksumFolder.beside(file));
        if (contentName.isPresent()) {
            found.addAll(ChecksumFolder.beside(file.resolveSibling(contentName.get())));
        }
        return List.copyOf(found);
    }

    private Subject nameless() {
        return contentName.isPresent() ? Subject.EITHER : Subject.FILE;
    }

    private void source(Path source, VerificationRequest request, Instant now) throws IOException {
        boolean isAsked = request.checksums().stream().anyMatch(it -> isSame(it, source));
        String sourceName = source.getFileName().toString();
        boolean isNamed = isAsked
                || ChecksumFolder.isNamedAfter(sourceName, fileName)
                || contentName
                        .filter(it -> ChecksumFolder.isNamedAfter(sourceName, it))
                        .isPresent();
        List<Path> over = request.signatures().stream()
                .filter(it -> isSame(target(it, request), source))
                .toList();
        ChecksumSource read = ChecksumSource.read(source, isNamed, over, request.trusted(), now);
        boolean mentioned = false;
        for (ChecksumLine line : read.lines()) {
            Optional<Subject> subject = subject(line, isNamed);
            mentioned |= subject.isPresent();
            Claim claim = new Claim(line, read.name(), isNamed, read.signer(), subject.orElse(nameless()));
            if (subject.isPresent()) {
                claims.add(claim);
            } else if (others.size() < MAXIMUM_OTHER_LINES) {
                others.add(claim);
            }
        }
        if (mentioned || isNamed) {
            evidence.addAll(read.evidence());
        }
        if (isAsked && !mentioned) {
            evidence.add(Evidence.note(Kind.DIGEST, read.name() + " does not name " + fileName));
        }
    }

    /** What a line is about; empty when it is about another file, or one of another name. */
    private Optional<Subject> subject(ChecksumLine line, boolean isNamed) {
        if (line.name().isEmpty()) {
            return isNamed ? Optional.of(nameless()) : Optional.empty();
        }
        boolean ofFile = line.name().get().equals(fileName);
        boolean ofContent = line.name().equals(contentName);
        if (ofFile) {
            return Optional.of(ofContent ? Subject.EITHER : Subject.FILE);
        }
        return ofContent ? Optional.of(Subject.CONTENT) : Optional.empty();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** What a signature that was named is over: the file that it is named after, or what else was named. */
    private static Path target(Path signature, VerificationRequest request) {
        Optional<Path> named = ChecksumFolder.signed(signature).filter(Files::isRegularFile);
        return named.orElse(
                request.checksums().size() == 1 ? request.checksums().get(0) : request.image());
    }

    private void overBytes(VerificationRequest request, Instant now) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        if (isSame(file, request.image())) {
            request.signatures().stream()
                    .filter(it -> isSame(target(it, request), file))
                    .forEach(found::add);
        }
        if (request.beside()) {
            Stream.concat(ChecksumFolder.signaturesOf(file).stream(), signaturesOfContent())
                    .filter(it -> found.stream().noneMatch(known -> isSame(known, it)))
                    .toList()
                    .forEach(found::add);
        }
        for (Path signature : found) {
            String name = ChecksumSource.shown(signature);
            Subject subject = isOverContent(signature) ? Subject.CONTENT : Subject.FILE;
            try {
                for (SignatureCheck check : SignatureCheck.of(ChecksumSource.read(signature), request.trusted(), now)) {
                    signatures.add(new OverBytes(name, check, subject));
                }
            } catch (OpenPgpException e) {
                evidence.add(Evidence.note(Kind.SIGNATURE, name + " " + e.getMessage()));
            }
        }
    }

    /** Those of the image before it was compressed; where it lies there too, they are about that one. */
    private Stream<Path> signaturesOfContent() {
        return contentName.map(file::resolveSibling).filter(it -> !Files.exists(it)).stream()
                .flatMap(it -> ChecksumFolder.signaturesOf(it).stream());
    }

    private boolean isOverContent(Path signature) {
        Optional<String> signed =
                ChecksumFolder.signed(signature).map(it -> it.getFileName().toString());
        return contentName.isPresent()
                && signed.equals(contentName)
                && !contentName.get().equals(fileName);
    }

    /** The digests that have to be made. A broken algorithm is passed over where a better one tells the same. */
    Set<DigestAlgorithm> algorithms() {
        Set<DigestAlgorithm> wanted = EnumSet.of(DigestAlgorithm.SHA_256);
        boolean strong = claims.stream().anyMatch(it -> it.line().algorithm().isStrong());
        claims.stream()
                .map(it -> it.line().algorithm())
                .filter(it -> it.isStrong() || !strong)
                .forEach(wanted::add);
        others.stream()
                .filter(Claim::named)
                .map(it -> it.line().algorithm())
                .filter(it -> it.isStrong() && !strong)
                .forEach(wanted::add);
        return wanted;
    }

    /** Those who need the bytes of the file, or of what it expands to, to check signatures over them. */
    List<PassConsumer> consumers(Subject subject) {
        List<PassConsumer> consumers = new ArrayList<>();
        for (OverBytes signature : signatures) {
            if (signature.subject() == subject && signature.check().needsBytes()) {
                consumers.add((bytes, lengthBytes) -> signature.check().update(bytes, 0, lengthBytes));
            }
        }
        return consumers;
    }

    /**
     * What the claims come to.
     *
     * @param digests of the file
     * @param ofContent those of what it expands to; empty where there is nothing of the kind, or it cannot be read
     */
    List<Evidence> result(Map<DigestAlgorithm, String> digests, Map<DigestAlgorithm, String> ofContent) {
        List<Evidence> all = new ArrayList<>(evidence);
        for (OverBytes signature : signatures) {
            if (signature.subject() == Subject.FILE || !ofContent.isEmpty()) {
                tell(signature, all);
            }
        }
        boolean fileTold = claims.stream()
                .anyMatch(it ->
                        it.subject() == Subject.FILE && it.line().algorithm().isStrong());
        for (Claim claim : claims) {
            boolean isMade = digests.containsKey(claim.line().algorithm());
            if (isMade && !isOfNamesake(claim, digests, ofContent)) {
                compare(claim, digests, ofContent, fileTold).ifPresent(all::add);
            }
        }
        if (claims.isEmpty()) {
            others.stream()
                    .filter(it -> it.line().algorithm().isStrong() && (isOf(it, digests) || isOf(it, ofContent)))
                    .findFirst()
                    .ifPresent(it -> all.add(right(
                            it,
                            isOf(it, digests) ? "" : CONTENT,
                            " under the name " + it.line().name().orElse("-"))));
        }
        return all;
    }

    private void tell(OverBytes signature, List<Evidence> all) {
        boolean content = signature.subject() == Subject.CONTENT;
        String bytes = content ? "what the image expands to" : "the image";
        SignatureResult result = signature.check().finish();
        ChecksumSource.tell(signature.name() + " over " + (content ? bytes : fileName), List.of(result), all);
        result.signer()
                .ifPresent(it -> all.add(new Evidence(
                        Kind.SIGNATURE,
                        Evidence.Outcome.GOOD,
                        "the signature " + signature.name() + " over " + bytes + " is right: " + result.text(),
                        Optional.of(it))));
    }

    private static boolean isOf(Claim claim, Map<DigestAlgorithm, String> digests) {
        return claim.line().digest().equals(digests.get(claim.line().algorithm()));
    }

    private static boolean isRight(
            Claim claim, Map<DigestAlgorithm, String> digests, Map<DigestAlgorithm, String> ofContent) {
        return switch (claim.subject()) {
            case FILE -> isOf(claim, digests);
            case CONTENT -> isOf(claim, ofContent);
            case EITHER -> isOf(claim, digests) || isOf(claim, ofContent);
        };
    }

    /** True where a file of checksums names files of that name in several folders, and this one is another of them. */
    private boolean isOfNamesake(
            Claim claim, Map<DigestAlgorithm, String> digests, Map<DigestAlgorithm, String> ofContent) {
        return claim.line().name().isPresent()
                && !isRight(claim, digests, ofContent)
                && claims.stream()
                        .filter(it -> it.source().equals(claim.source()) && it.subject() == claim.subject())
                        .filter(it -> it.line().algorithm() == claim.line().algorithm()
                                && it.line().name().equals(claim.line().name())
                                && !it.line().path().equals(claim.line().path()))
                        .anyMatch(it -> isRight(it, digests, ofContent));
    }

    private static Optional<Evidence> compare(
            Claim claim,
            Map<DigestAlgorithm, String> digests,
            Map<DigestAlgorithm, String> ofContent,
            boolean fileTold) {
        return switch (claim.subject()) {
            case FILE -> Optional.of(isOf(claim, digests) ? right(claim, "", "") : wrong(claim, "", digests));
            case EITHER ->
                Optional.of(
                        isOf(claim, digests)
                                ? right(claim, "", "")
                                : isOf(claim, ofContent)
                                        ? right(claim, CONTENT, "")
                                        : wrong(claim, ofContent.isEmpty() ? "" : " of it, packed or not,", digests));
            case CONTENT -> ofContent.isEmpty() ? Optional.empty() : Optional.of(content(claim, ofContent, fileTold));
        };
    }

    /** Where a digest of the file itself is told, another one may be of a file of that name that is not this one. */
    private static Evidence content(Claim claim, Map<DigestAlgorithm, String> ofContent, boolean fileTold) {
        if (isOf(claim, ofContent)) {
            return right(claim, CONTENT, "");
        }
        Evidence wrong = wrong(claim, CONTENT, ofContent);
        return fileTold ? Evidence.note(wrong.kind(), wrong.text()) : wrong;
    }

    private static Evidence wrong(Claim claim, String what, Map<DigestAlgorithm, String> digests) {
        ChecksumLine line = claim.line();
        Kind kind = line.algorithm().isStrong() ? Kind.DIGEST : Kind.WEAK_DIGEST;
        return Evidence.bad(
                kind,
                line.algorithm().title() + what + " in " + claim.source() + " is of other bytes: " + line.digest()
                        + " there, " + digests.get(line.algorithm()) + " here");
    }

    private static Evidence right(Claim claim, String what, String more) {
        DigestAlgorithm algorithm = claim.line().algorithm();
        String signed =
                claim.signer().map(it -> ", which " + it.userId() + " signed").orElse("");
        return new Evidence(
                algorithm.isStrong() ? Kind.DIGEST : Kind.WEAK_DIGEST,
                Evidence.Outcome.GOOD,
                algorithm.title() + what + " is that of " + claim.source() + more + signed
                        + (algorithm.isStrong() ? "" : "; it shows accidents only"),
                algorithm.isStrong() ? claim.signer() : Optional.empty());
    }
}
