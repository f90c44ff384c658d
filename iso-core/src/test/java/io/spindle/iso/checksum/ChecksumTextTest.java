package io.spindle.iso.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChecksumTextTest {
    private static final String D64 = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";
    private static final String L64 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void gnu_lines_haveDigestsAndPaths() {
        assertThat(ChecksumText.read(D64 + "  debian.iso\n" + D64 + " *sub/other.iso\r\n", "SHA256SUMS"))
                .containsExactly(
                        new ChecksumLine(DigestAlgorithm.SHA_256, L64, Optional.of("debian.iso")),
                        new ChecksumLine(DigestAlgorithm.SHA_256, L64, Optional.of("sub/other.iso")));
    }

    @Test
    void escaped_name_isUnescaped_onlyBehindABackslash() {
        List<ChecksumLine> lines = ChecksumText.read("\\" + D64 + "  a\\nb\\\\c\n" + D64 + "  a\\nb\n", "SHA256SUMS");
        assertThat(lines.get(0).path()).contains("a\nb\\c");
        assertThat(lines.get(1).path()).contains("a\\nb");
    }

    @Test
    void bsd_lines_haveTheirOwnAlgorithm() {
        String text = "SHA256 (a (1).iso) = " + D64 + "\nSHA2-512(b)= " + D64 + D64 + "\nBLAKE2b-256 (c) = " + D64
                + "\nSHA512 (short) = " + D64 + "\nWHIRLPOOL (x) = " + D64 + D64 + "\n";
        assertThat(ChecksumText.read(text, "CHECKSUM"))
                .containsExactly(
                        new ChecksumLine(DigestAlgorithm.SHA_256, L64, Optional.of("a (1).iso")),
                        new ChecksumLine(DigestAlgorithm.SHA_512, L64 + L64, Optional.of("b")),
                        new ChecksumLine(DigestAlgorithm.BLAKE2B_256, L64, Optional.of("c")));
    }

    @Test
    void digest_alone_isRead_andItsAlgorithmIsThatOfTheFileName() {
        assertThat(ChecksumText.read(D64 + D64 + "\n", "x.iso.b2"))
                .containsExactly(new ChecksumLine(DigestAlgorithm.BLAKE2B_512, L64 + L64, Optional.empty()));
        assertThat(ChecksumText.read(" " + D64 + D64 + " ", "x.iso.sha512"))
                .containsExactly(new ChecksumLine(DigestAlgorithm.SHA_512, L64 + L64, Optional.empty()));
    }

    @Test
    void other_lines_arePassedOver() {
        assertThat(ChecksumText.read(
                        "# x: 5 bytes\n\nHash: SHA256\n" + D64 + "00  odd\n" + D64.substring(1) + "  x", "S"))
                .isEmpty();
    }

    @Test
    void name_isTheLastPartOfThePath() {
        assertThat(new ChecksumLine(DigestAlgorithm.MD5, "", Optional.of("./a\\b/c.iso")).name())
                .contains("c.iso");
    }

    @ParameterizedTest
    @CsvSource({
        "SHA256SUMS,true",
        "SHA512SUMS,true",
        "SHA256SUMS.txt,true",
        "sha256sum.txt,true",
        "b2sums.txt,true",
        "MD5SUMS,true",
        "CHECKSUM,true",
        "Fedora-Server-41-1.4-x86_64-CHECKSUM,true",
        "CHECKSUM.SHA256-FreeBSD-14.1-RELEASE-amd64,true",
        "debian.iso.sha256,true",
        "debian.sha512,true",
        "debian.iso.CHECKSUM,true",
        "debian.iso.sha256.asc,true",
        "debian.iso,false",
        "debian.iso.asc,false",
        "SHA256SUMS.sign,false",
        "readme.txt,false",
        "other.iso.torrent,false"
    })
    void file_besideAnImage_mayTellByItsName(String file, boolean tells) {
        assertThat(ChecksumFolder.mayTell(file, "debian.iso")).isEqualTo(tells);
    }

    @Test
    void folder_givesFilesAndTheirSignatures() throws Exception {
        for (String name : List.of("a.iso", "a.iso.sig", "SHA256SUMS", "SHA256SUMS.gpg", "SHA256SUMS.sign", "b.txt")) {
            Files.writeString(folder.resolve(name), "x");
        }
        assertThat(ChecksumFolder.beside(folder.resolve("a.iso"))).containsExactly(folder.resolve("SHA256SUMS"));
        assertThat(ChecksumFolder.signaturesOf(folder.resolve("SHA256SUMS")))
                .containsExactly(folder.resolve("SHA256SUMS.gpg"), folder.resolve("SHA256SUMS.sign"));
        assertThat(ChecksumFolder.signed(Path.of("a.iso.sig"))).contains(Path.of("a.iso"));
        assertThat(ChecksumFolder.signed(Path.of("a.iso"))).isEmpty();
    }
}
