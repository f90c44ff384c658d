package io.spindle.control.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whatever is taken for a URL, it leads where it says, and only what is below an allowed source is allowed. */
final class UrlFuzzTest {
    private static final FetchRules.Allowed ALLOWED = new FetchRules(
                    List.of("https://images.example/isos", "file:///srv/isos/"),
                    List.of(),
                    1,
                    Duration.ZERO,
                    Optional.empty())
            .allowed();

    @FuzzTest
    void anyText(byte[] bytes) {
        try {
            ImageUrl url = ImageUrl.parse(new String(bytes, StandardCharsets.UTF_8));
            assertThat(url.path()).startsWith("/").doesNotContain("/../", "\\", "\0");
            assertThat(List.of(url.path().split("/"))).doesNotContain("..", ".");
            assertThat(url.host()).doesNotContain("@", "/", "?", "#");
            assertThat(url.target()).doesNotContain(" ", "\r", "\n", "#");
            assertThat(url.toString()).doesNotContain("?");
            assertThat(ImageUrl.parse(url.toString()).path()).isEqualTo(url.path());
            ALLOWED.source(url);
            assertThat(url.path()).startsWith(url.scheme().equals("file") ? "/srv/isos/" : "/isos");
            assertThat(url.host()).isEqualTo(url.scheme().equals("file") ? "" : "images.example");
        } catch (FetchFault e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
