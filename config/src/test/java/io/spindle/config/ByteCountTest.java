package io.spindle.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteCountTest {
    @Test
    void sizes_parsed_inUnitsOf1024() {
        assertThat(ByteCount.parse("1")).contains(new ByteCount(1));
        assertThat(ByteCount.parse("512b")).contains(new ByteCount(512));
        assertThat(ByteCount.parse("2k")).contains(new ByteCount(2048));
        assertThat(ByteCount.parse("700M")).contains(new ByteCount(734_003_200));
        assertThat(ByteCount.parse("8G")).contains(new ByteCount(8_589_934_592L));
        assertThat(ByteCount.parse("1048576T")).contains(new ByteCount(1_152_921_504_606_846_976L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0G", "-1", "1.5G", "G", "1P", "1GB", "1048577T", "9999999999999999999"})
    void otherText_parsed_isRefused(String text) {
        assertThat(ByteCount.parse(text)).isEmpty();
    }
}
