package io.spindle.app;

import io.spindle.transport.ListenAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The listening sockets that a service manager handed over ({@code sd_listen_fds(3)}). */
final class HandedOverSockets {
    private static final int FIRST = 3;

    private HandedOverSockets() {}

    static List<ListenAddress> of(Map<String, String> environment, long pid) {
        String count = environment.getOrDefault("LISTEN_FDS", "");
        if (!count.matches("[0-9]{1,3}") || !Long.toString(pid).equals(environment.get("LISTEN_PID"))) {
            return List.of();
        }
        return IntStream.range(FIRST, FIRST + Integer.parseInt(count))
                .<ListenAddress>mapToObj(ListenAddress.Inherited::new)
                .toList();
    }
}
