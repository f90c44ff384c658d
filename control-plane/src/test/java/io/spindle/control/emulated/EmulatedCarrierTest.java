package io.spindle.control.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.control.drive.Change;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Refusal;
import io.spindle.control.drive.Tray;
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
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatedCarrierTest {
    @TempDir
    private Path folder;

    private static final byte[] TEST_UNIT_READY = new byte[6];

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
    private final OpticalDrive drive = new OpticalDrive(DriveSettings.named("rig"));
    private Library library;
    private EmulatedCarrier carrier;
    private final FakeKeeper keeper = new FakeKeeper();

    /** Writes when the test says so. */
    private static final class FakeKeeper implements DriveKeeper {
        private volatile CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
        private volatile boolean doubtful;

        @Override
        public void look() {}

        @Override
        public CompletableFuture<Void> doubt() {
            doubtful = true;
            return written;
        }

        @Override
        public void trust() {
            doubtful = false;
        }
    }

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
                keeper,
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
            for (int attention = 0; attention < 4; attention++) {
                drive.execute(nexus, request(TEST_UNIT_READY), System.nanoTime());
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

    @Test
    void change_waitsUntilGuestsAreSureToBeTold() throws Exception {
        change("a", Policy.ASK, Duration.ofSeconds(5));
        keeper.written = new CompletableFuture<>();

        var change = carrier.change(library.find("b"), Policy.FORCE, Duration.ofSeconds(5));

        await(() -> keeper.doubtful);
        assertThat(onThread(() -> drive.status().discName())).contains("a");
        assertThat(onThread(() -> drive.status().trayOpen())).isFalse();
        keeper.written.complete(null);
        assertThat(change.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Change.Made.class);
        assertThat(keeper.doubtful).isFalse();
    }

    @Test
    void change_thatCannotBeWrittenDown_isNotMade() {
        change("a", Policy.ASK, Duration.ofSeconds(5));
        keeper.written = CompletableFuture.failedFuture(new IOException("no space"));

        Change change = change("b", Policy.FORCE, Duration.ofSeconds(5));

        assertThat(((Change.NotMade) change).refusal()).isEqualTo(Refusal.FAILED);
        assertThat(((Change.NotMade) change).text()).isEqualTo("no space");
        assertThat(carrier.view().disc()).contains("a");
        assertThat(keeper.doubtful).isFalse();
    }

    @Test
    void giveUp_beforeTheChangeHasBegun_endsIt() {
        change("a", Policy.ASK, Duration.ofSeconds(5));
        keeper.written = new CompletableFuture<>();
        var change = carrier.change(library.find("b"), Policy.ASK, Duration.ofMinutes(5));

        carrier.giveUp();
        keeper.written.complete(null);

        assertThat(change.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Change.NotMade.class);
        assertThat(carrier.view().disc()).contains("a");
    }

    @Test
    void guest_opensTheTray_isSeen() throws Exception {
        change("a", Policy.ASK, Duration.ofSeconds(5));
        onThread(() -> {
            Nexus nexus = drive.attach("iqn.guest", System.nanoTime());
            drive.execute(nexus, request(TEST_UNIT_READY), System.nanoTime());
            return drive.execute(nexus, request(new byte[] {0x1B, 0, 0, 0, 2, 0}), System.nanoTime());
        });

        await(() -> carrier.view().tray() == Tray.OPEN);
    }

    @Test
    void drive_thatNobodyUses_isNotLookedAt() throws Exception {
        change("a", Policy.ASK, Duration.ofSeconds(5));
        holdingGuest();
        await(() -> carrier.view().lock().isPresent());

        await(() -> thread.getQueue().isEmpty() && thread.getActiveCount() == 0);

        long looks = thread.getCompletedTaskCount();
        onThread(() -> null);
        assertThat(thread.getQueue()).isEmpty();
        await(() -> thread.getCompletedTaskCount() == looks + 1);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
