package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.spindle.it.harness.Browser;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web page in a real browser. */
final class WebPageIT {
    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";
    private static final String RIG = "[aria-label='Drive rig'] ";
    private static final int PHONE = 360;
    private static final String INITIATOR = "iqn.2026-01.org.example.a-data-centre.of-many:rack-17.machine-0042";

    /** What sticks out of the page, or has to be scrolled sideways. */
    private static final String TOO_WIDE = """
            return [...document.querySelectorAll('body, body *')]
                .filter(it => it.getBoundingClientRect().right > innerWidth + 0.5
                    || getComputedStyle(it).overflowX !== 'visible' && it.scrollWidth > it.clientWidth)
                .map(it => it.tagName + '.' + it.className + ' ' + it.textContent.slice(0, 40))
                .concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : []);
            """;

    /** Texts with a contrast of less than 4.5 to 1 (WCAG 2.1, 1.4.3), but for buttons that rest. */
    private static final String TOO_PALE = """
            const colour = text => {
                const [r, g, b, a = 1] = text.match(/[0-9.]+/g).map(Number);
                return {r, g, b, a};
            };
            const over = (top, below, a) => ({
                r: top.r * a + below.r * (1 - a), g: top.g * a + below.g * (1 - a), b: top.b * a + below.b * (1 - a), a: 1});
            const ground = it => {
                const own = colour(getComputedStyle(it).backgroundColor);
                return own.a === 1 || !it.parentElement ? own : over(own, ground(it.parentElement), own.a);
            };
            const opacity = it => it ? Number(getComputedStyle(it).opacity) * opacity(it.parentElement) : 1;
            const luminance = c => [c.r, c.g, c.b]
                .map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const contrast = (one, other) => {
                const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
                return (light + 0.05) / (dark + 0.05);
            };
            return [...document.querySelectorAll('body *')]
                .filter(it => it.checkVisibility() && !it.disabled)
                .filter(it => [...it.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
                .map(it => {
                    const below = ground(it);
                    const ink = colour(getComputedStyle(it).color);
                    return [it.tagName + '.' + it.className, contrast(over(ink, below, ink.a * opacity(it)), below)];
                })
                .filter(([name, value]) => value < 4.5)
                .map(([name, value]) => name + ' ' + value.toFixed(2));
            """;

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
        server = SpindleProcess.serve("--config", configuration, "--folder", "served.iso=" + folder.resolve("tree"));
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
            Files.writeString(folder.resolve("tree/<b>bold.txt"), "more than that\n");
            Command.of("curl", "-s", url + "/api/v1/discs/served.iso/file?path=%3Cb%3Ebold.txt")
                    .run();
            browser.awaitText("#discs li:nth-child(4) .fault", "<b>bold.txt has 15 bytes now, it had 5");
            assertThat(browser.script("return document.querySelectorAll('#discs b').length")
                            .asInt())
                    .isZero();
            assertThat(browser.screenshot()).startsWith(0x89, 'P', 'N', 'G');
        }
    }

    @Test
    @Needs(
            value = {Peer.CHROMIUM, Peer.XORRISO, Peer.LIBISCSI},
            toShow = "the page fits a phone, and can be read, by day and by night, whatever it has to show")
    void page_onAPhone_fitsAndCanBeRead() throws Exception {
        server.command("insert", "rig", "files.iso").output();
        server.command("drive", "add", "n".repeat(64), "--qmp", folder.resolve("nobody"))
                .output();
        verify("other.iso");
        try (Browser browser = Browser.start(500)) {
            browser.phone(PHONE, false);
            browser.open(url);
            browser.awaitText("#connection", "live");
            browser.awaitText("#discs", "digest match");
            browser.script("document.querySelectorAll('.trace, .history, .files').forEach(it => it.open = true)");
            browser.awaitText(RIG + ".trace pre", "waiting for a command");
            Thread reader = new Thread(this::read, "reader");
            reader.start();
            browser.awaitText(RIG + ".sessions", INITIATOR);
            browser.awaitText(RIG + ".sessions", " reads/s");
            browser.awaitText("#discs li:nth-child(2) .files ul", "long-");
            browser.awaitText(RIG + ".trace pre", "READ");
            browser.script("const held = document.querySelector('.held'); held.hidden = false;"
                    + "held.querySelector('p').textContent = 'the guest holds the tray.'");
            for (boolean dark : List.of(false, true)) {
                browser.phone(PHONE, dark);
                Path picture = Path.of("target", "page-" + (dark ? "dark" : "light") + ".png");
                Files.write(picture, browser.wholePage());
                assertThat(browser.script(TOO_WIDE).toString()).as("too wide").isEqualTo("[]");
                assertThat(browser.script(TOO_PALE).toString()).as("too pale").isEqualTo("[]");
            }
            reader.join();
        }
    }

    /** What the element is called that has the focus. */
    private static String focused(Browser browser) {
        return browser.script(
                        "const it = document.activeElement;" + "return it.getAttribute('aria-label') || it.textContent")
                .asText();
    }

    /** As a guest does that reads the disc, for some seconds. */
    private void read() {
        Command.of("timeout", 15, "iscsi-perf", "-i", INITIATOR, "-m", 1, server.iscsiUrl("rig"))
                .run();
    }

    private void verify(String disc) throws IOException {
        Path image = folder.resolve(disc);
        Files.writeString(
                folder.resolve("SHA256SUMS"), Command.of("sha256sum", image).output());
        Command.of(
                        SpindleProcess.PROGRAM,
                        "verify",
                        image,
                        "--again",
                        "--state",
                        server.stateFolder().resolve("names"))
                .output();
    }

    @Test
    @Needs(value = Peer.CHROMIUM, toShow = "the page tells what a verification found, when it is found")
    void page_showsTheVerdictOfADisc() throws Exception {
        Path other = folder.resolve("other.iso");
        Path verdict = server.stateFolder().resolve("names");
        try (Browser browser = Browser.start(1100)) {
            browser.open(url);
            browser.awaitText("#discs", "other.iso");
            verify("other.iso");
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
        Files.writeString(tree.resolve("long-" + "x".repeat(100)), "long\n");
        return tree;
    }

    @Test
    @Needs(
            value = {Peer.CHROMIUM, Peer.XORRISO},
            toShow = "the page is live again after a restart in which a proxy answered for the server")
    void page_towardsAProxyWithoutItsServer_triesAgain() throws Exception {
        URI address = URI.create(url);
        try (Browser browser = Browser.start(1100)) {
            browser.open(url);
            browser.awaitText("#connection", "live");
            server.stop();
            CountDownLatch told = new CountDownLatch(2);
            HttpServer proxy = HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 0);
            proxy.createContext("/api/v1/events", exchange -> {
                exchange.sendResponseHeaders(502, -1);
                exchange.close();
                told.countDown();
            });
            proxy.start();
            assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
            proxy.stop(0);
            server.close();
            server = SpindleProcess.start(List.of(
                    SpindleProcess.PROGRAM.toString(),
                    "serve",
                    "--json",
                    "--demo",
                    "--nbd",
                    "127.0.0.1:0",
                    "--http",
                    address.getAuthority()));
            browser.awaitText("#connection", "live");
        }
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

            // Only the list that is looked at is filled.
            assertThat(browser.script("return document.querySelectorAll('select option').length")
                            .asInt())
                    .isEqualTo(1);
            browser.type(TAB + "o" + TAB + ENTER);
            browser.awaitText(RIG + ".disc", "other.iso");
            browser.awaitText(RIG + ".load", "Swap");
            browser.script("document.activeElement.blur(); document.querySelector('select').focus()");
            browser.type(TAB + TAB + ENTER);
            browser.awaitText(RIG + ".disc", "empty");

            assertThat(browser.script("return document.documentElement.scrollWidth <= window.innerWidth")
                            .asBoolean())
                    .isTrue();

            browser.script("document.querySelector(\"" + RIG + ".next\").focus()");
            browser.type(TAB + TAB + ENTER + TAB);
            browser.awaitText(RIG + ".trace pre", "waiting for a command");
            assertThat(focused(browser)).isEqualTo("Trace of rig");
            browser.type(TAB + TAB + ENTER);
            browser.awaitText("#discs li:nth-child(2) .files ul", "a \"folder\"/");
            browser.type(TAB);
            assertThat(focused(browser)).isEqualTo("a \"folder\"/");
            browser.type(ENTER);
            browser.awaitText("#discs li:nth-child(2) .files ul", "deep.txt");
            browser.awaitText(":focus", "Up");
            browser.type(ENTER);
            browser.awaitText(":focus", "a \"folder\"/");
        }
    }
}
