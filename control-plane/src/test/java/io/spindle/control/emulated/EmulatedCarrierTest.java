package io.spindle.control.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.control.drive.Change;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Refusal;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.iso.library.LibraryOptions;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.drive.DriveSettings;
import io.spindle.scsi.drive.OpticalDrive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatedCarrierTest {
    @TempDir
    private Path folder;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final OpticalDrive drive = new OpticalDrive(DriveSettings.named("rig"));
    private Library library;
    private EmulatedCarrier carrier;

    @BeforeEach
    void open() throws IOException {
        library = Library.open(new LibraryOptions(List.of(), folder.resolve("names"), Duration.ZERO), event -> {});
        library.add("a", new MemoryByteSource(new byte[4096]));
        library.add("b", new MemoryByteSource(new byte[8192]));
        carrier = new EmulatedCarrier(
                drive,
                thread,
                disc -> CompletableFuture.completedFuture(
                        new Medium(disc.name(), disc.disc(), disc.name(), disc.userData())),
                () -> {});
    }

    @AfterEach
    void close() {
        carrier.close();
        thread.shutdownNow();
        library.close();
    }

    private Change change(String disc, Policy policy, Duration timeout) {
        Optional<LibraryDisc> found = Optional.ofNullable(disc).flatMap(library::find);
        return carrier.change(found, policy, timeout)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private <T> T onThread(java.util.concurrent.Callable<T> task) throws Exception {
        return thread.submit(task).get(60, TimeUnit.SECONDS);
    }

    /** PREVENT ALLOW MEDIUM REMOVAL, after the unit attentions are taken. */
    private Nexus holdingGuest() throws Exception {
        return onThread(() -> {
            Nexus nexus = drive.attach("iqn.guest", System.nanoTime());
            byte[] testUnitReady = new byte[6];
            for (int attention = 0; attention < 4; attention++) {
                drive.execute(nexus, request(testUnitReady), System.nanoTime());
            }
            CommandOutcome outcome = drive.execute(nexus, request(new byte[] {0x1E, 0, 0, 0, 1, 0}), System.nanoTime());
            assertThat(outcome).isInstanceOf(CommandOutcome.Good.class);
            return nexus;
        });
    }

    private static ScsiRequest request(byte[] cdb) {
        return new ScsiRequest(0, new Cdb(cdb), DataDirection.NONE, 0);
    }

    @Test
    void change_nobodyThere_isMade() {
        assertThat(change("a", Policy.ASK, Duration.ofSeconds(50))).isInstanceOf(Change.Made.class);
        assertThat(carrier.view().disc()).contains("a");
        assertThat(change("b", Policy.ASK, Duration.ofSeconds(50))).isInstanceOf(Change.Made.class);
        assertThat(carrier.view().disc()).contains("b");
        assertThat(change(null, Policy.ASK, Duration.ofSeconds(50))).isInstanceOf(Change.Made.class);
        assertThat(carrier.view().disc()).isEmpty();
    }

    @Test
    void change_guestHolds_isNotMadeInTimeAndNamesIt() throws Exception {
        change("a", Policy.ASK, Duration.ofSeconds(50));
        holdingGuest();

        Change change = change("b", Policy.ASK, Duration.ofMillis(200));

        assertThat(((Change.NotMade) change).refusal()).isEqualTo(Refusal.HELD);
        assertThat(((Change.NotMade) change).text()).contains("iqn.guest");
        assertThat(carrier.view().disc()).contains("a");
        assertThat(carrier.view().lock().orElseThrow().by()).contains("iqn.guest");
        assertThat(carrier.view().sessions()).hasSize(1);
    }

    @Test
    void change_guestHoldsAndForced_isMade() throws Exception {
        change("a", Policy.ASK, Duration.ofSeconds(50));
        holdingGuest();

        assertThat(change("b", Policy.FORCE, Duration.ofSeconds(50))).isInstanceOf(Change.Made.class);
        assertThat(carrier.view().disc()).contains("b");
    }

    @Test
    void giveUp_whileGuestIsAsked_endsTheChange() throws Exception {
        change("a", Policy.ASK, Duration.ofSeconds(50));
        holdingGuest();
        var change = carrier.change(library.find("b"), Policy.ASK, Duration.ofMinutes(5));

        carrier.giveUp();

        assertThat(change.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(Change.NotMade.class);
        assertThat(carrier.view().disc()).contains("a");
    }
}
