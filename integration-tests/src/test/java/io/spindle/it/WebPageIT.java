package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.it.harness.Browser;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web page in a real browser. */
final class WebPageIT {
    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";
    private static final String RIG = "[aria-label='Drive rig'] ";

    @TempDir
    private Path folder;

    private SpindleProcess server;
    private String url;

    @BeforeEach
    void serve() throws Exception {
        Path other = Images.rested(Images.random(folder.resolve("other.iso"), 1 << 20, 7));
        Path files = folder.resolve("files.iso");
        Command.of("xorriso", "-as", "mkisofs", "-quiet", "-R", "-o", files, withFiles(folder))
                .output();
        Images.rested(files);
        Path configuration = Files.writeString(folder.resolve("spindle.yaml"), """
                library: {demo: true, paths: [%s, %s]}
                http: {listen: ["127.0.0.1:0"]}
                drives: {rig: {}}
                """.formatted(other, files));
        server = SpindleProcess.serve("--config", configuration);
        url = new ObjectMapper()
                .readTree(Command.of(
                                "curl",
                                "-s",
                                "--unix-socket",
                                server.stateFolder().resolve("control.sock"))
                        .append("--retry", 20, "--retry-delay", 1, "--retry-all-errors", "http://x/api/v1/server")
                        .output())
                .path("http")
                .path(0)
                .asText();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    @Needs(
            value = {Peer.CHROMIUM, Peer.XORRISO},
            toShow = "discs are dragged onto drives, and the page is live")
    void mouse_dragsDiscsOntoDrives() throws Exception {
        try (Browser browser = Browser.start(1100)) {
            browser.open(url);
            browser.awaitText("#connection", "live");
            browser.awaitText(RIG + ".disc", "empty");

            browser.drag("#discs li:nth-child(1)", RIG + ".tray");
            browser.awaitText(RIG + ".disc", "demo.iso");
            browser.awaitText("#discs li:nth-child(1)", "in rig");
            browser.drag("#discs li:nth-child(3)", RIG + ".tray");
            browser.awaitText(RIG + ".disc", "other.iso");
            server.command("eject", "rig").output();
            browser.awaitText(RIG + ".disc", "empty");

            assertThat(browser.screenshot()).startsWith(0x89, 'P', 'N', 'G');
        }
    }

    @Test
    @Needs(
            value = {Peer.CHROMIUM, Peer.XORRISO, Peer.LIBISCSI},
            toShow =
                    "the page shows what guests read, their commands, and the files of discs, whatever they are called")
    void page_showsTrafficTraceAndFiles() throws Exception {
        String disc = "#discs li:nth-child(2) ";
        try (Browser browser = Browser.start(1100)) {
            browser.open(url);
            browser.awaitText("#connection", "live");
            server.command("insert", "rig", "demo.iso").output();
            browser.script("document.querySelector(\"" + RIG + ".trace\").open = true");
            browser.awaitText(RIG + ".trace pre", "waiting for a command");
            Command.of("iscsi-inq", server.iscsiUrl("rig")).output();
            browser.awaitText(RIG + ".trace pre", "<- lun 0 INQUIRY");
            Command.of("timeout", 3, "iscsi-perf", "-m", 1, server.iscsiUrl("rig"))
                    .run();
            browser.awaitText(RIG + ".traffic", " read");

            browser.script("document.querySelector('" + disc + ".files').open = true");
            browser.awaitText(disc + ".files ul", "<b>bold.txt");
            browser.script("document.querySelector('" + disc + ".files li button').click()");
            browser.awaitText(disc + ".files .path", "/a \"folder\"");
            browser.awaitText(disc + ".files ul", "deep.txt");
            String link = browser.script("return document.querySelector('" + disc + ".files li a').href")
                    .asText();
            Command.Result file = Command.of("curl", "-s", "-D", "-", link).run();
            assertThat(file.output())
                    .contains("Content-Disposition: attachment; filename=\"deep.txt\"")
                    .endsWith("deep\n");
            browser.script("document.querySelector('" + disc + ".files .up').click()");
            browser.awaitText(disc + ".files ul", "<b>bold.txt");
            assertThat(browser.script("return document.querySelectorAll('#discs b').length")
                            .asInt())
                    .isZero();
            assertThat(browser.screenshot()).startsWith(0x89, 'P', 'N', 'G');
        }
    }

    @Test
    @Needs(value = Peer.CHROMIUM, toShow = "the page tells what a verification found, when it is found")
    void page_showsTheVerdictOfADisc() throws Exception {
        Path other = folder.resolve("other.iso");
        Path verdict = server.stateFolder().resolve("names");
        try (Browser browser = Browser.start(1100)) {
            browser.open(url);
            browser.awaitText("#discs", "other.iso");
            Files.writeString(
                    folder.resolve("SHA256SUMS"), Command.of("sha256sum", other).output());
            Command.of(SpindleProcess.PROGRAM, "verify", other, "--state", verdict)
                    .output();
            browser.awaitText("#discs li:nth-child(3) .verdict", "digest match");
            Files.writeString(folder.resolve("SHA256SUMS"), "0".repeat(64) + "  other.iso\n");
            Command.of(SpindleProcess.PROGRAM, "verify", other, "--again", "--state", verdict)
                    .run();
            browser.awaitText("#discs li:nth-child(3) .verdict", "mismatch");
            assertThat(browser.script("return document.querySelectorAll('#discs .verdict.wrong').length")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    /** A disc of files whose names are not what a page expects. */
    private static Path withFiles(Path folder) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Path below = Files.createDirectories(tree.resolve("a \"folder\""));
        Files.writeString(below.resolve("deep.txt"), "deep\n");
        Files.writeString(tree.resolve("<b>bold.txt"), "bold\n");
        return tree;
    }

    @Test
    @Needs(
            value = {Peer.CHROMIUM, Peer.XORRISO},
            toShow = "the page works by keyboard alone, and fits a phone")
    void keyboard_atPhoneWidth_insertsAndEjects() throws Exception {
        try (Browser browser = Browser.start(500)) {
            browser.open(url);
            browser.awaitText("#connection", "live");
            browser.awaitText(RIG + ".disc", "empty");

            browser.type(TAB + "o" + TAB + ENTER);
            browser.awaitText(RIG + ".disc", "other.iso");
            browser.awaitText(RIG + ".load", "Swap");
            browser.script("document.activeElement.blur(); document.querySelector('select').focus()");
            browser.type(TAB + TAB + ENTER);
            browser.awaitText(RIG + ".disc", "empty");

            assertThat(browser.script("return document.documentElement.scrollWidth <= window.innerWidth")
                            .asBoolean())
                    .isTrue();
        }
    }
}
