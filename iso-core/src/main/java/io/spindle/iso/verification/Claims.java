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

/** What files of checksums and signatures say of one file, before it is known whether they are right. */
final class Claims {
    private static final int MAXIMUM_OTHER_LINES = 10_000;

    private final String fileName;
    private final List<Claim> claims = new ArrayList<>();
    /** Lines of other names, which may be the file under the name that it had. */
    private final List<Claim> others = new ArrayList<>();

    private final List<Evidence> evidence = new ArrayList<>();
    private final List<OverImage> signatures = new ArrayList<>();

    private record Claim(ChecksumLine line, String source, boolean named, Optional<Signer> signer) {}

    private record OverImage(String name, SignatureCheck check) {}

    private Claims(String fileName) {
        this.fileName = fileName;
    }

    static Claims of(Path file, VerificationRequest request, Instant now) throws IOException {
        Claims claims = new Claims(file.getFileName().toString());
        request.digests().forEach(it -> claims.claims.add(new Claim(it, "given", true, Optional.empty())));
        Set<Path> sources = new LinkedHashSet<>();
        for (Path named : request.checksums()) {
            sources.add(named.toRealPath());
        }
        if (request.beside()) {
            for (Path beside : ChecksumFolder.beside(file)) {
                sources.add(beside.toRealPath());
            }
        }
        sources.remove(file.toRealPath());
        for (Path source : sources) {
            claims.source(source, request, now);
        }
        claims.overImage(file, request, now);
        return claims;
    }

    private void source(Path file, VerificationRequest request, Instant now) throws IOException {
        boolean isAsked = request.checksums().stream().anyMatch(it -> isSame(it, file));
        boolean isNamed =
                isAsked || ChecksumFolder.isNamedAfter(file.getFileName().toString(), fileName);
        List<Path> signatures = request.signatures().stream()
                .filter(it -> isSame(target(it, request), file))
                .toList();
        ChecksumSource source = ChecksumSource.read(file, isNamed, signatures, request.trusted(), now);
        boolean mentioned = false;
        for (ChecksumLine line : source.lines()) {
            Claim claim = new Claim(line, source.name(), isNamed, source.signer());
            boolean isMeant = line.name().map(fileName::equals).orElse(isNamed);
            mentioned |= isMeant;
            if (isMeant) {
                claims.add(claim);
            } else if (others.size() < MAXIMUM_OTHER_LINES) {
                others.add(claim);
            }
        }
        if (mentioned || isNamed) {
            evidence.addAll(source.evidence());
        }
        if (isAsked && !mentioned) {
            evidence.add(Evidence.note(Kind.DIGEST, source.name() + " does not name " + fileName));
        }
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

    private void overImage(Path file, VerificationRequest request, Instant now) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        if (isSame(file, request.image())) {
            request.signatures().stream()
                    .filter(it -> isSame(target(it, request), file))
                    .forEach(found::add);
        }
        if (request.beside()) {
            ChecksumFolder.signaturesOf(file).stream()
                    .filter(it -> found.stream().noneMatch(known -> isSame(known, it)))
                    .forEach(found::add);
        }
        for (Path signature : found) {
            String name = ChecksumSource.shown(signature);
            try {
                for (SignatureCheck check : SignatureCheck.of(ChecksumSource.read(signature), request.trusted(), now)) {
                    signatures.add(new OverImage(name, check));
                }
            } catch (OpenPgpException e) {
                evidence.add(Evidence.note(Kind.SIGNATURE, name + " " + e.getMessage()));
            }
        }
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

    /** Those who need the bytes of the file to check its signatures. */
    List<PassConsumer> consumers() {
        List<PassConsumer> consumers = new ArrayList<>();
        for (OverImage signature : signatures) {
            if (signature.check().needsBytes()) {
                consumers.add((bytes, lengthBytes) -> signature.check().update(bytes, 0, lengthBytes));
            }
        }
        return consumers;
    }

    /** What the claims come to, now that the digests of the file are known. */
    List<Evidence> result(Map<DigestAlgorithm, String> digests) {
        List<Evidence> all = new ArrayList<>(evidence);
        for (OverImage signature : signatures) {
            SignatureResult result = signature.check().finish();
            ChecksumSource.tell(signature.name() + " over " + fileName, List.of(result), all);
            result.signer()
                    .ifPresent(it -> all.add(new Evidence(
                            Kind.SIGNATURE,
                            Evidence.Outcome.GOOD,
                            "the signature " + signature.name() + " over the image is right: " + result.text(),
                            Optional.of(it))));
        }
        for (Claim claim : claims) {
            if (digests.containsKey(claim.line().algorithm())) {
                all.add(compare(claim, digests.get(claim.line().algorithm())));
            }
        }
        if (claims.isEmpty()) {
            others.stream()
                    .filter(it -> it.line().algorithm().isStrong()
                            && it.line().digest().equals(digests.get(it.line().algorithm())))
                    .findFirst()
                    .ifPresent(it -> all.add(
                            right(it, " under the name " + it.line().name().orElse("-"))));
        }
        return all;
    }

    private static Evidence compare(Claim claim, String digest) {
        ChecksumLine line = claim.line();
        if (line.digest().equals(digest)) {
            return right(claim, "");
        }
        Kind kind = line.algorithm().isStrong() ? Kind.DIGEST : Kind.WEAK_DIGEST;
        return Evidence.bad(
                kind,
                line.algorithm().title() + " in " + claim.source() + " is of other bytes: " + line.digest() + " there, "
                        + digest + " here");
    }

    private static Evidence right(Claim claim, String more) {
        DigestAlgorithm algorithm = claim.line().algorithm();
        String signed =
                claim.signer().map(it -> ", which " + it.userId() + " signed").orElse("");
        return new Evidence(
                algorithm.isStrong() ? Kind.DIGEST : Kind.WEAK_DIGEST,
                Evidence.Outcome.GOOD,
                algorithm.title() + " is that of " + claim.source() + more + signed
                        + (algorithm.isStrong() ? "" : "; it shows accidents only"),
                algorithm.isStrong() ? claim.signer() : Optional.empty());
    }
}
