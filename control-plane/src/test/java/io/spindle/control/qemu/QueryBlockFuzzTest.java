package io.spindle.control.qemu;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** Whatever a machine answers to {@code query-block}, devices are found in it or not. */
final class QueryBlockFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @FuzzTest
    void anyAnswer(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        ExportName.of(text);
        try {
            JsonNode answer = JSON.readTree(text);
            CdDevice.all(answer).forEach(device -> {
                device.isCalled("cd0");
                ExportName.of(device.fileName());
            });
        } catch (JsonProcessingException e) {
            // The monitor refuses it before.
        }
    }
}
