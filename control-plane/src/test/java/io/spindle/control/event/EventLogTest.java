package io.spindle.control.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog log = new EventLog();

    @Test
    void listen_afterAnEvent_getsWhatItMissedAndWhatComes() {
        log.publish("drive", "1");
        log.publish("drive", "2");
        List<String> heard = new ArrayList<>();

        EventLog.Since since = log.listen(1, event -> heard.add(event.json()));
        log.publish("drive", "3");

        assertThat(since.complete()).isTrue();
        assertThat(since.missed()).extracting(Event::json).containsExactly("2");
        assertThat(heard).containsExactly("3");
    }

    @Test
    void listen_afterTooLong_isToldThatEventsAreMissing() {
        for (int number = 0; number < 1005; number++) {
            log.publish("drive", Integer.toString(number));
        }

        assertThat(log.listen(4, event -> {}).complete()).isFalse();
        assertThat(log.listen(5, event -> {}).complete()).isTrue();
        assertThat(log.listen(5, event -> {}).missed()).hasSize(1000);
    }

    @Test
    void listen_withANumberOfAnotherRun_isToldSo() {
        assertThat(log.listen(7, event -> {}).complete()).isFalse();
    }
}
