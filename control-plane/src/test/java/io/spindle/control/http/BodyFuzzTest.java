package io.spindle.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.control.drive.DriveDocuments;
import io.spindle.control.drive.Operation;
import io.spindle.control.drive.Operator;
import io.spindle.control.drive.Verb;
import io.spindle.control.fetch.FetchedImages;
import io.spindle.control.redfish.DiscUri;
import java.nio.charset.StandardCharsets;

/** Whatever the body of a request is, it is understood within its bounds, or told to be wrong. */
final class BodyFuzzTest {
    private static JsonNode body(byte[] bytes) {
        RequestBody body = RequestBody.parse(new String(bytes, StandardCharsets.UTF_8), "application/json");
        assertThat(body.node().isObject()).isTrue();
        body.fault("disc", "policy");
        return body.node();
    }

    @FuzzTest
    void operation(byte[] bytes) {
        JsonNode body = body(bytes);
        OperationBody.Read read = OperationBody.read(Verb.SWAP, body, null, new Operator("fuzz", "test"));

        assertThat(read.operation().isPresent()).isNotEqualTo(read.fault().isPresent());
        read.operation()
                .ifPresent(
                        it -> assertThat(it.timeout()).isBetween(java.time.Duration.ZERO, Operation.MAXIMUM_TIMEOUT));
        DriveDocuments.parseSpec("fuzz", body);
    }

    @FuzzTest
    void insertMedia(byte[] bytes) {
        JsonNode body = body(bytes);
        String url = ImageSource.url(body);

        FetchedImages.isUrl(url);
        ImageSource.fault(body);
        ImageSource.credentials(body).ifPresent(it -> assertThat(it.toString()).doesNotContain("hunter2"));
        DiscUri.disc(url, "127.0.0.1:8080");
        assertThat(RedfishAnswers.withoutCredentials("http://me:hunter2@a/")).doesNotContain("hunter2");
    }
}
