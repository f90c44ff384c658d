package io.spindle.nbd.handler;

import static io.spindle.nbd.handler.Conversation.FLAGS;
import static io.spindle.nbd.handler.Conversation.ascii;
import static io.spindle.nbd.handler.Conversation.option;
import static io.spindle.nbd.handler.Conversation.request;
import static io.spindle.nbd.handler.Conversation.text;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The trace of whole conversations against a file that reads as it is to read. */
final class NbdTraceTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("trace.nbd");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.TRACE);
    }

    @AfterEach
    void leave() {
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    @Test
    void conversations_everyMessage_isOneLineInTheWordsOfTheProtocol() throws IOException {
        try (Conversation it = new Conversation()) {
            it.say(FLAGS + option(8, "") + option(3, "") + option(99, "00") + option(6, text("b.iso") + "0000"));
            it.say(option(10, text("holes.iso") + "00000001" + text("base:allocation")));
            it.say(option(7, text("holes.iso") + "0003 0001 0003 0009"));
            it.say(request(4, 0, 0xfedcba9876543210L, 0x400, 16));
            it.say(request(0, 1, 2, 0, 4) + "ffffffff" + request(0, 3, 3, 0, 0));
            it.say(request(8, 7, 4, 0, 0xffffffffL) + request(0, 7, 5, 0, 4096));
            it.say(request(0, 77, 6, -1, 1) + request(0, 2, 0, 0, 0));
        }
        try (Conversation it = new Conversation()) {
            it.say("00000001" + option(1, ascii("a.iso")) + request(0, 0, 1, 0, 1));
        }
        // What would begin a line of its own, or move a cursor.
        try (Conversation it = new Conversation()) {
            it.say("80000003");
        }
        try (Conversation it = new Conversation()) {
            it.say(FLAGS + option(7, text("x\n\u001b[2J") + "0000") + option(2, ""));
        }
        assertThat(spoken()).isEqualTo(golden());
    }

    private List<String> spoken() {
        return lines.list.stream()
                .map(event -> event.getFormattedMessage().replaceFirst("^nbd #[0-9]+ ", "nbd #1 "))
                .toList();
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = NbdTraceTest.class.getResourceAsStream("trace.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
