package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Answers;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.Hex;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.TestDiscs;
import io.spindle.scsi.command.OperationCode;
import io.spindle.scsi.trace.CdbFormatter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sequence of what initiators and an operator do to a drive, read from bytes of any kind, with what must hold after
 * each step and at the end.
 */
final class DriveScript {
    private static final int PORTS = 4;
    private static final int DATA_OUT_MAXIMUM = 16 * 1024 * 1024;
    private static final long SECTOR_BYTES = 2744;
    private static final OperationCode[] ROWS = OperationCode.values();
    private static final DriveTimes TIMES = new DriveTimes(
            Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(1));

    private final ByteBuffer script;
    private final OpticalDrive drive;
    private final Map<String, Nexus> attached = new LinkedHashMap<>();
    private final List<Medium> discs = new ArrayList<>();
    private long nowNanos;
    private int good;

    DriveScript(byte[] bytes) {
        script = ByteBuffer.wrap(bytes);
        int quirks = next();
        drive = new OpticalDrive(DriveSettings.named("script")
                .withInstant((quirks & 1) != 0)
                .withTimes((quirks & 2) != 0 ? TIMES : DriveTimes.DEFAULT));
    }

    /** How many commands ended well: a script in which none does proves nothing. */
    int run() throws IOException {
        while (script.hasRemaining()) {
            step(next());
            holds();
        }
        ends();
        return good;
    }

    private int next() {
        return script.hasRemaining() ? script.get() & 0xFF : 0;
    }

    private void step(int what) throws IOException {
        EjectMode mode = (what & 0x10) != 0 ? EjectMode.FORCE : EjectMode.ASK;
        switch (what & 0x0F) {
            case 0 -> attach("port" + next() % PORTS);
            case 1 -> detach("port" + next() % PORTS, (what & 0x10) != 0);
            case 2 -> reset(what);
            case 3 -> drive.insert(disc(), nowNanos);
            case 4 -> drive.eject(mode, nowNanos);
            case 5 -> drive.swap(disc(), mode, nowNanos);
            case 6 -> drive.giveUp(nowNanos);
            case 7 -> passes(Duration.ofMillis(100L * next()));
            default -> command("port" + (what & 0x03), what >> 4);
        }
    }

    private void reset(int what) {
        // A reset ends most of what makes a script interesting, so it is rare.
        if (what == 2) {
            drive.reset(nowNanos);
        }
    }

    private void passes(Duration time) {
        nowNanos += time.toNanos();
        drive.tick(nowNanos);
    }

    private void attach(String port) {
        attached.put(port, drive.attach(port, nowNanos));
    }

    private void detach(String port, boolean expected) {
        Nexus nexus = attached.remove(port);
        if (nexus != null) {
            drive.detach(nexus, expected, nowNanos);
        }
    }

    private Medium disc() {
        Medium disc = switch (next() % 5) {
            case 0 -> TestDiscs.dataCd();
            case 1 -> TestDiscs.mixedMode();
            case 2 -> TestDiscs.threeAudioTracks();
            case 3 -> TestDiscs.bothForms();
            default -> TestDiscs.multiSession();
        };
        discs.add(disc);
        return disc;
    }

    private void command(String port, int kind) throws IOException {
        if (!attached.containsKey(port)) {
            attach(port);
        }
        byte[] bytes = new byte[16];
        OperationCode row = ROWS[next() % ROWS.length];
        byte[] usage = row.usage();
        bytes[0] = kind == 0 ? (byte) next() : usage[0];
        for (int at = 1; at < (kind == 0 ? bytes.length : usage.length); at++) {
            // Often bytes that are allowed, often none at all, so that much gets through.
            int value = at < usage.length && usage[at] == 0 ? 0 : next();
            bytes[at] = (byte) (kind == 0 ? value : value & usage[at] & (kind < 9 ? 0x0F : 0xFF));
        }
        if (kind != 0 && row.serviceAction() != 0) {
            bytes[1] = (byte) row.serviceAction();
        }
        send(attached.get(port), new Cdb(bytes), kind);
    }

    private void send(Nexus nexus, Cdb cdb, int kind) throws IOException {
        DataDirection direction = DataDirection.values()[kind == 1 ? next() % 3 : 1];
        long expected = kind == 1 ? next() : 0xFFFF_FFFFL;
        ScsiRequest request = new ScsiRequest(kind == 2 ? next() % 2 : 0, cdb, direction, expected);
        CommandOutcome outcome = drive.execute(nexus, request, nowNanos);
        assertThat(CdbFormatter.request(request) + CdbFormatter.outcome(request, outcome))
                .doesNotContain("null");
        check(cdb, outcome);
    }

    private void check(Cdb cdb, CommandOutcome outcome) throws IOException {
        CommandOutcome end = outcome;
        if (end instanceof CommandOutcome.WantsDataOut wants) {
            assertThat(wants.lengthBytes()).isBetween(1, DATA_OUT_MAXIMUM);
            end = wants.then().take(dataOut(wants.lengthBytes()));
            assertThat(end).isNotInstanceOf(CommandOutcome.WantsDataOut.class);
        }
        if (end instanceof CommandOutcome.ReadsDisc reads && isShort(cdb)) {
            end = reads.work().run();
            assertThat(end).isNotInstanceOfAny(CommandOutcome.WantsDataOut.class, CommandOutcome.ReadsDisc.class);
        }
        if (end instanceof CommandOutcome.Good done) {
            good++;
            assertThat(done.data().lengthBytes()).as("%s", cdb).isBetween(0L, allowedBytes(cdb));
        } else if (end instanceof CommandOutcome.CheckCondition check) {
            assertThat(check.sense().toFixedFormat()).hasSize(18);
        }
    }

    /** Whole discs are verified elsewhere; here they would only take time. */
    private static boolean isShort(Cdb cdb) {
        return OperationCode.of(cdb)
                .flatMap(code -> code.field("blocks"))
                .filter(field -> field.of(cdb) > 256)
                .isEmpty();
    }

    private ByteBuffer dataOut(int lengthBytes) {
        byte[] data = new byte[Math.min(lengthBytes, 4096)];
        for (int at = 0; at < Math.min(24, data.length); at++) {
            data[at] = (byte) next();
        }
        return ByteBuffer.wrap(data, 0, data.length - (next() == 1 ? data.length / 2 : 0));
    }

    private static long allowedBytes(Cdb cdb) {
        OperationCode code = OperationCode.of(cdb).orElseThrow();
        return switch (code) {
            case READ_CAPACITY_10 -> 8;
            case GET_PERFORMANCE -> 8 + 16L * cdb.u16(8);
            case READ_CD -> SECTOR_BYTES * cdb.u24(6);
            case READ_CD_MSF -> Long.MAX_VALUE;
            case READ_6 -> 2048L * (cdb.u8(4) == 0 ? 256 : cdb.u8(4));
            case READ_10 -> 2048L * cdb.u16(7);
            case READ_12 -> 2048L * cdb.u32(6);
            case READ_16 -> 2048L * cdb.u32(10);
            default ->
                code.direction() == DataDirection.FROM_TARGET
                        ? code.field("length").orElseThrow().of(cdb)
                        : 0;
        };
    }

    /** What must hold at any time. */
    private void holds() {
        DriveStatus status = drive.status();
        assertThat(attached.keySet()).containsAll(status.holders());
        assertThat(status.initiatorPorts()).containsExactlyInAnyOrderElementsOf(attached.keySet());
        assertThat(discs.stream().mapToInt(it -> it.hold().leases()).sum())
                .isEqualTo(status.discName().isPresent() ? 1 : 0);
        drive.nextTick().ifPresent(it -> assertThat(it - nowNanos).isPositive());
    }

    /** All go: nothing of them is left, and whoever comes then is told of nothing that happened before. */
    private void ends() {
        List.copyOf(attached.keySet()).forEach(port -> {
            drainsEvents(attached.get(port));
            detach(port, true);
        });
        assertThat(drive.status().holders()).isEmpty();
        Ticket ticket = drive.eject(EjectMode.ASK, nowNanos);
        assertThat(ticket.result()).isPresent();
        drive.insert(disc(), nowNanos);
        passes(Duration.ofMinutes(1));
        Nexus fresh = drive.attach("fresh", nowNanos);
        assertThat(sense(fresh)).isEqualTo("06 29 00");
        assertThat(sense(fresh)).isEqualTo("00 00 00");
        assertThat(event(fresh, "04")).isEqualTo("00");
        assertThat(event(fresh, "10")).isEqualTo("02");
        assertThat(event(fresh, "10")).isEqualTo("00");
        drive.close();
        assertThat(discs.stream().mapToInt(it -> it.hold().leases()).sum()).isZero();
    }

    /** However much happened, a nexus that asks learns all of it in a few answers, and nothing twice. */
    private void drainsEvents(Nexus nexus) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String event = event(nexus, "10");
            if (!event.equals("00")) {
                told.add(event);
            }
        }
        assertThat(told).doesNotHaveDuplicates();
        assertThat(event(nexus, "10")).isEqualTo("00");
    }

    private String event(Nexus nexus, String classes) {
        byte[] answer = Answers.data(drive.execute(
                nexus,
                new ScsiRequest(0, Hex.cdb("4A 01 00 00" + classes + "00 00 00 08 00"), DataDirection.FROM_TARGET, 8),
                nowNanos));
        return Hex.text(new byte[] {answer[4]});
    }

    private String sense(Nexus nexus) {
        byte[] answer = Answers.data(drive.execute(
                nexus, new ScsiRequest(0, Hex.cdb("03 00 00 00 12 00"), DataDirection.FROM_TARGET, 18), nowNanos));
        return Hex.text(new byte[] {answer[2], answer[12], answer[13]});
    }
}
