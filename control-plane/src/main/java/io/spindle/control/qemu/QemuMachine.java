package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.Machine;
import io.spindle.control.qmp.QmpMonitor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine of QEMU's. A thread of its own speaks for it: a change of the disc may wait for the guest for minutes, and the
 * machine must be reset meanwhile.
 */
final class QemuMachine implements Machine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QemuMachine.class);

    private final String drive;
    private final QmpMonitor monitor;
    private final BootOrder order;
    private final ExecutorService worker;
    private final AtomicBoolean endIsDue = new AtomicBoolean();
    private volatile BootOverride override = BootOverride.DISABLED;
    private volatile Optional<BootMode> mode = Optional.empty();

    private interface Act {
        void run() throws IOException;
    }

    QemuMachine(QmpMonitor monitor, QemuTray tray, String drive) {
        this.drive = drive;
        this.monitor = monitor;
        this.order = new BootOrder(monitor, tray, drive);
        this.worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "machine " + drive);
            thread.setDaemon(true);
            return thread;
        });
    }

    private CompletableFuture<Void> ask(Act act) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        worker.execute(() -> {
            try {
                act.run();
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    @Override
    public CompletableFuture<Void> reset(Reset reset) {
        return ask(() -> {
            if (reset == Reset.ON && override != BootOverride.DISABLED && isNotStarted()) {
                // Its firmware would be told the order of the time when the process was started.
                monitor.execute("system_reset", none());
            }
            monitor.execute(command(reset), none());
        });
    }

    private static String command(Reset reset) {
        return switch (reset) {
            case ON -> "cont";
            case FORCE_OFF -> "quit";
            case GRACEFUL_SHUTDOWN -> "system_powerdown";
            case FORCE_RESTART -> "system_reset";
        };
    }

    private boolean isNotStarted() throws IOException {
        String status = monitor.execute("query-status", none()).path("status").asText();
        return status.equals("prelaunch");
    }

    @Override
    public CompletableFuture<Void> bootFromDisc(BootOverride asked) {
        return ask(() -> {
            if (asked == BootOverride.DISABLED) {
                order.putBack();
                override = asked;
                return;
            }
            BootOverride before = override;
            // Before it is so: a reset that comes at once must find it.
            override = asked;
            try {
                order.putDiscFirst(asked, mode);
            } catch (IOException | RuntimeException e) {
                override = before;
                throw e;
            }
        });
    }

    @Override
    public BootOverride bootOverride() {
        return override;
    }

    @Override
    public Optional<BootMode> bootMode() {
        return mode;
    }

    /** A machine answers, perhaps one whose order this process, or the one before it, has changed. */
    void greet() {
        ask(() -> {
                    mode = firmware();
                    override = adopted();
                })
                .exceptionally(fault -> warned("its boot order is not known", fault));
    }

    private BootOverride adopted() throws IOException {
        if (order.override().equals(Optional.of(BootOverride.CONTINUOUS))) {
            return BootOverride.CONTINUOUS;
        }
        // Whether the machine has had its one boot is not known, and to be installed twice would be worse.
        order.putBack();
        return BootOverride.DISABLED;
    }

    private Optional<BootMode> firmware() throws IOException {
        String target = monitor.execute("query-target", none()).path("arch").asText();
        if (!List.of("x86_64", "i386").contains(target)) {
            return Optional.empty();
        }
        ObjectNode arguments = none().put("command-line", Firmware.COMMAND_LINE);
        return Firmware.of(monitor.execute("human-monitor-command", arguments).asText());
    }

    /** The machine was reset: the firmware has been told the order, so that the next one is the usual one again. */
    void wasReset() {
        if (override == BootOverride.ONCE && endIsDue.compareAndSet(false, true)) {
            ask(() -> {
                        endIsDue.set(false);
                        if (override == BootOverride.ONCE) {
                            order.putBack();
                            override = BootOverride.DISABLED;
                        }
                    })
                    .exceptionally(fault -> warned("it boots from the disc once more", fault));
        }
    }

    private Void warned(String what, Throwable fault) {
        LOG.warn("{}: {}: {}", drive, what, fault.getMessage());
        return null;
    }

    /** Nobody will ask for anything any more: the machine has its own order again. */
    CompletableFuture<Void> letGo() {
        CompletableFuture<Void> done = ask(order::putBack);
        done.exceptionally(fault -> warned("its boot order stays as it is", fault));
        return done;
    }

    /** Another machine may answer next. */
    void forget() {
        override = BootOverride.DISABLED;
        mode = Optional.empty();
    }

    private static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Ends it when what was asked has ended; without a monitor it does so soon. */
    @Override
    public void close() {
        worker.shutdown();
    }
}
