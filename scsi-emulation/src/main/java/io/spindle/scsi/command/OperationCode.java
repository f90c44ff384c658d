package io.spindle.scsi.command;

import static io.spindle.scsi.DataDirection.FROM_TARGET;
import static io.spindle.scsi.DataDirection.NONE;
import static io.spindle.scsi.DataDirection.TO_TARGET;
import static io.spindle.scsi.command.CommandFlag.ALLOWED_UNDER_UNIT_ATTENTION;
import static io.spindle.scsi.command.CommandFlag.NEEDS_MEDIUM;
import static io.spindle.scsi.command.CommandFlag.SERVICE_ACTION;
import static io.spindle.scsi.command.CommandFlag.STOPS_AUDIO;
import static io.spindle.scsi.command.CommandFlag.WRITES;
import static io.spindle.scsi.command.ReservationRule.ALLOWED_IF_PERSISTENT;
import static io.spindle.scsi.command.ReservationRule.ALLOWED_IF_WRITE_EXCLUSIVE;
import static io.spindle.scsi.command.ReservationRule.ALWAYS_ALLOWED;
import static io.spindle.scsi.command.ReservationRule.CONFLICTS;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.FieldPointer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands of the drive, one row for each: its name as T10 prints it, its CDB usage data, which way its data goes,
 * its fields for the trace, what a reservation of another nexus does to it, and flags.
 *
 * <p>The usage data is what REPORT SUPPORTED OPERATION CODES returns (SPC-4, 6.35.3): the operation code, the service
 * action in its place, and else a one for each bit that may be set. Its length is the length of the CDB.
 */
public enum OperationCode {
    TEST_UNIT_READY("TEST UNIT READY", "00 00 00 00 00 00", NONE, "", ALLOWED_IF_PERSISTENT, NEEDS_MEDIUM),
    REZERO_UNIT("REZERO UNIT", "01 00 00 00 00 00", NONE, "", CONFLICTS, NEEDS_MEDIUM, STOPS_AUDIO),
    REQUEST_SENSE(
            "REQUEST SENSE",
            "03 00 00 00 FF 00",
            FROM_TARGET,
            "length=4",
            ALWAYS_ALLOWED,
            ALLOWED_UNDER_UNIT_ATTENTION),
    READ_6(
            "READ (6)",
            "08 1F FF FF FF 00",
            FROM_TARGET,
            "lba=1-3 blocks=4",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    SEEK_6("SEEK (6)", "0B 1F FF FF 00 00", NONE, "lba=1-3", ALLOWED_IF_WRITE_EXCLUSIVE, NEEDS_MEDIUM, STOPS_AUDIO),
    INQUIRY(
            "INQUIRY",
            "12 01 FF FF FF 00",
            FROM_TARGET,
            "evpd=1.0 page=2 length=3-4",
            ALWAYS_ALLOWED,
            ALLOWED_UNDER_UNIT_ATTENTION),
    MODE_SELECT_6("MODE SELECT (6)", "15 11 00 00 FF 00", TO_TARGET, "pf=1.4 sp=1.0 length=4", CONFLICTS),
    RESERVE_6("RESERVE (6)", "16 00 00 00 00 00", NONE, "", CONFLICTS),
    RELEASE_6("RELEASE (6)", "17 00 00 00 00 00", NONE, "", ALWAYS_ALLOWED),
    MODE_SENSE_6(
            "MODE SENSE (6)",
            "1A 08 FF FF FF 00",
            FROM_TARGET,
            "dbd=1.3 control=2.7:6 page=2.5:0 subpage=3 length=4",
            CONFLICTS),
    START_STOP_UNIT(
            "START STOP UNIT", "1B 01 00 0F F7 00", NONE, "immed=1.0 power=4.7:4 loej=4.1 start=4.0", CONFLICTS),
    SEND_DIAGNOSTIC("SEND DIAGNOSTIC", "1D F7 00 FF FF 00", TO_TARGET, "code=1.7:5 selftest=1.2 length=3-4", CONFLICTS),
    PREVENT_ALLOW_MEDIUM_REMOVAL(
            "PREVENT ALLOW MEDIUM REMOVAL", "1E 00 00 00 03 00", NONE, "persistent=4.1 prevent=4.0", CONFLICTS),
    READ_FORMAT_CAPACITIES(
            "READ FORMAT CAPACITIES",
            "23 00 00 00 00 00 00 FF FF 00",
            FROM_TARGET,
            "length=7-8",
            ALLOWED_IF_PERSISTENT),
    READ_CAPACITY_10(
            "READ CAPACITY (10)",
            "25 00 FF FF FF FF 00 00 01 00",
            FROM_TARGET,
            "lba=2-5 pmi=8.0",
            ALLOWED_IF_PERSISTENT),
    READ_10(
            "READ (10)",
            "28 18 FF FF FF FF 00 FF FF 00",
            FROM_TARGET,
            "lba=2-5 blocks=7-8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    SEEK_10(
            "SEEK (10)",
            "2B 00 FF FF FF FF 00 00 00 00",
            NONE,
            "lba=2-5",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    VERIFY_10(
            "VERIFY (10)",
            "2F 16 FF FF FF FF 00 FF FF 00",
            TO_TARGET,
            "bytchk=1.2:1 lba=2-5 blocks=7-8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    PRE_FETCH_10(
            "PRE-FETCH (10)",
            "34 02 FF FF FF FF 1F FF FF 00",
            NONE,
            "immed=1.1 lba=2-5 blocks=7-8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    SYNCHRONIZE_CACHE_10(
            "SYNCHRONIZE CACHE (10)",
            "35 06 FF FF FF FF 1F FF FF 00",
            NONE,
            "immed=1.1 lba=2-5 blocks=7-8",
            CONFLICTS,
            NEEDS_MEDIUM),
    READ_BUFFER(
            "READ BUFFER",
            "3C 1F FF FF FF FF FF FF FF 00",
            FROM_TARGET,
            "mode=1.4:0 buffer=2 offset=3-5 length=6-8",
            CONFLICTS),
    READ_SUB_CHANNEL(
            "READ SUB-CHANNEL",
            "42 02 40 FF 00 00 FF FF FF 00",
            FROM_TARGET,
            "msf=1.1 subq=2.6 format=3 track=6 length=7-8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    READ_TOC_PMA_ATIP(
            "READ TOC/PMA/ATIP",
            "43 02 0F 00 00 00 FF FF FF C0",
            FROM_TARGET,
            "msf=1.1 format=2.3:0 track=6 length=7-8 sff=9.7:6",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    READ_HEADER(
            "READ HEADER",
            "44 02 FF FF FF FF 00 FF FF 00",
            FROM_TARGET,
            "msf=1.1 lba=2-5 length=7-8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    PLAY_AUDIO_10(
            "PLAY AUDIO (10)",
            "45 00 FF FF FF FF 00 FF FF 00",
            NONE,
            "lba=2-5 blocks=7-8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    GET_CONFIGURATION(
            "GET CONFIGURATION",
            "46 03 FF FF 00 00 00 FF FF 00",
            FROM_TARGET,
            "rt=1.1:0 feature=2-3 length=7-8",
            ALWAYS_ALLOWED,
            ALLOWED_UNDER_UNIT_ATTENTION),
    PLAY_AUDIO_MSF(
            "PLAY AUDIO MSF",
            "47 00 00 FF FF FF FF FF FF 00",
            NONE,
            "m=3 s=4 f=5 endm=6 ends=7 endf=8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    PLAY_AUDIO_TRACK_INDEX(
            "PLAY AUDIO TRACK INDEX",
            "48 00 00 00 FF FF 00 FF FF 00",
            NONE,
            "track=4 index=5 endtrack=7 endindex=8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    GET_EVENT_STATUS_NOTIFICATION(
            "GET EVENT STATUS NOTIFICATION",
            "4A 01 00 00 FF 00 00 FF FF 00",
            FROM_TARGET,
            "polled=1.0 classes=4 length=7-8",
            ALWAYS_ALLOWED,
            ALLOWED_UNDER_UNIT_ATTENTION),
    PAUSE_RESUME(
            "PAUSE/RESUME",
            "4B 00 00 00 00 00 00 00 01 00",
            NONE,
            "resume=8.0",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    LOG_SENSE(
            "LOG SENSE",
            "4D 00 FF FF 00 FF FF FF FF 00",
            FROM_TARGET,
            "control=2.7:6 page=2.5:0 subpage=3 parameter=5-6 length=7-8",
            ALLOWED_IF_PERSISTENT),
    STOP_PLAY_SCAN(
            "STOP PLAY/SCAN", "4E 00 00 00 00 00 00 00 00 00", NONE, "", ALLOWED_IF_WRITE_EXCLUSIVE, NEEDS_MEDIUM),
    READ_DISC_INFORMATION(
            "READ DISC INFORMATION",
            "51 07 00 00 00 00 00 FF FF 00",
            FROM_TARGET,
            "type=1.2:0 length=7-8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    READ_TRACK_INFORMATION(
            "READ TRACK INFORMATION",
            "52 07 FF FF FF FF 00 FF FF 00",
            FROM_TARGET,
            "open=1.2 type=1.1:0 address=2-5 length=7-8",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    MODE_SELECT_10(
            "MODE SELECT (10)", "55 11 00 00 00 00 00 FF FF 00", TO_TARGET, "pf=1.4 sp=1.0 length=7-8", CONFLICTS),
    RESERVE_10("RESERVE (10)", "56 00 00 00 00 00 00 00 00 00", NONE, "", CONFLICTS),
    RELEASE_10("RELEASE (10)", "57 00 00 00 00 00 00 00 00 00", NONE, "", ALWAYS_ALLOWED),
    MODE_SENSE_10(
            "MODE SENSE (10)",
            "5A 18 FF FF 00 00 00 FF FF 00",
            FROM_TARGET,
            "dbd=1.3 control=2.7:6 page=2.5:0 subpage=3 length=7-8",
            CONFLICTS),
    READ_BUFFER_CAPACITY(
            "READ BUFFER CAPACITY",
            "5C 01 00 00 00 00 00 FF FF 00",
            FROM_TARGET,
            "block=1.0 length=7-8",
            ALLOWED_IF_WRITE_EXCLUSIVE),
    PERSISTENT_RESERVE_IN_READ_KEYS(
            "PERSISTENT RESERVE IN, READ KEYS",
            "5E 00 00 00 00 00 00 FF FF 00",
            FROM_TARGET,
            "length=7-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    PERSISTENT_RESERVE_IN_READ_RESERVATION(
            "PERSISTENT RESERVE IN, READ RESERVATION",
            "5E 01 00 00 00 00 00 FF FF 00",
            FROM_TARGET,
            "length=7-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    PERSISTENT_RESERVE_IN_REPORT_CAPABILITIES(
            "PERSISTENT RESERVE IN, REPORT CAPABILITIES",
            "5E 02 00 00 00 00 00 FF FF 00",
            FROM_TARGET,
            "length=7-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    PERSISTENT_RESERVE_IN_READ_FULL_STATUS(
            "PERSISTENT RESERVE IN, READ FULL STATUS",
            "5E 03 00 00 00 00 00 FF FF 00",
            FROM_TARGET,
            "length=7-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    PERSISTENT_RESERVE_OUT_REGISTER(
            "PERSISTENT RESERVE OUT, REGISTER",
            "5F 00 FF 00 00 FF FF FF FF 00",
            TO_TARGET,
            "scope=2.7:4 type=2.3:0 length=5-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    PERSISTENT_RESERVE_OUT_RESERVE(
            "PERSISTENT RESERVE OUT, RESERVE",
            "5F 01 FF 00 00 FF FF FF FF 00",
            TO_TARGET,
            "scope=2.7:4 type=2.3:0 length=5-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    PERSISTENT_RESERVE_OUT_RELEASE(
            "PERSISTENT RESERVE OUT, RELEASE",
            "5F 02 FF 00 00 FF FF FF FF 00",
            TO_TARGET,
            "scope=2.7:4 type=2.3:0 length=5-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    PERSISTENT_RESERVE_OUT_CLEAR(
            "PERSISTENT RESERVE OUT, CLEAR",
            "5F 03 FF 00 00 FF FF FF FF 00",
            TO_TARGET,
            "scope=2.7:4 type=2.3:0 length=5-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    PERSISTENT_RESERVE_OUT_PREEMPT(
            "PERSISTENT RESERVE OUT, PREEMPT",
            "5F 04 FF 00 00 FF FF FF FF 00",
            TO_TARGET,
            "scope=2.7:4 type=2.3:0 length=5-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    PERSISTENT_RESERVE_OUT_REGISTER_AND_IGNORE_EXISTING_KEY(
            "PERSISTENT RESERVE OUT, REGISTER AND IGNORE EXISTING KEY",
            "5F 06 FF 00 00 FF FF FF FF 00",
            TO_TARGET,
            "scope=2.7:4 type=2.3:0 length=5-8",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    READ_16(
            "READ (16)",
            "88 18 FF FF FF FF FF FF FF FF FF FF FF FF 00 00",
            FROM_TARGET,
            "lba=2-9 blocks=10-13",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    VERIFY_16(
            "VERIFY (16)",
            "8F 16 FF FF FF FF FF FF FF FF FF FF FF FF 00 00",
            TO_TARGET,
            "bytchk=1.2:1 lba=2-9 blocks=10-13",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    PRE_FETCH_16(
            "PRE-FETCH (16)",
            "90 02 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00",
            NONE,
            "immed=1.1 lba=2-9 blocks=10-13",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    SYNCHRONIZE_CACHE_16(
            "SYNCHRONIZE CACHE (16)",
            "91 06 FF FF FF FF FF FF FF FF FF FF FF FF 1F 00",
            NONE,
            "immed=1.1 lba=2-9 blocks=10-13",
            CONFLICTS,
            NEEDS_MEDIUM),
    READ_CAPACITY_16(
            "READ CAPACITY (16)",
            "9E 10 FF FF FF FF FF FF FF FF FF FF FF FF 01 00",
            FROM_TARGET,
            "lba=2-9 length=10-13 pmi=14.0",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    REPORT_LUNS(
            "REPORT LUNS",
            "A0 00 FF 00 00 00 FF FF FF FF 00 00",
            FROM_TARGET,
            "select=2 length=6-9",
            ALWAYS_ALLOWED,
            ALLOWED_UNDER_UNIT_ATTENTION),
    REPORT_SUPPORTED_OPERATION_CODES(
            "REPORT SUPPORTED OPERATION CODES",
            "A3 0C 87 FF FF FF FF FF FF FF 00 00",
            FROM_TARGET,
            "rctd=2.7 options=2.2:0 opcode=3 action=4-5 length=6-9",
            ALLOWED_IF_PERSISTENT,
            SERVICE_ACTION),
    REPORT_KEY(
            "REPORT KEY",
            "A4 00 FF FF FF FF 00 FF FF FF FF 00",
            FROM_TARGET,
            "lba=2-5 class=7 length=8-9 agid=10.7:6 format=10.5:0",
            ALLOWED_IF_WRITE_EXCLUSIVE),
    PLAY_AUDIO_12(
            "PLAY AUDIO (12)",
            "A5 00 FF FF FF FF FF FF FF FF 00 00",
            NONE,
            "lba=2-5 blocks=6-9",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    SET_READ_AHEAD(
            "SET READ AHEAD",
            "A7 00 FF FF FF FF FF FF FF FF 00 00",
            NONE,
            "trigger=2-5 lba=6-9",
            CONFLICTS,
            NEEDS_MEDIUM),
    READ_12(
            "READ (12)",
            "A8 18 FF FF FF FF FF FF FF FF 80 00",
            FROM_TARGET,
            "lba=2-5 blocks=6-9 streaming=10.7",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    GET_PERFORMANCE(
            "GET PERFORMANCE",
            "AC 1F FF FF FF FF 00 00 FF FF FF 00",
            FROM_TARGET,
            "datatype=1.4:0 lba=2-5 descriptors=8-9 type=10",
            ALLOWED_IF_WRITE_EXCLUSIVE),
    READ_DISC_STRUCTURE(
            "READ DISC STRUCTURE",
            "AD 0F FF FF FF FF FF FF FF FF C0 00",
            FROM_TARGET,
            "media=1.3:0 address=2-5 layer=6 format=7 length=8-9 agid=10.7:6",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    VERIFY_12(
            "VERIFY (12)",
            "AF 16 FF FF FF FF FF FF FF FF 00 00",
            TO_TARGET,
            "bytchk=1.2:1 lba=2-5 blocks=6-9",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    SET_STREAMING("SET STREAMING", "B6 00 00 00 00 00 00 00 FF FF FF 00", TO_TARGET, "type=8 length=9-10", CONFLICTS),
    READ_CD_MSF(
            "READ CD MSF",
            "B9 1E 00 FF FF FF FF FF FF FE 07 00",
            FROM_TARGET,
            "type=1.4:2 m=3 s=4 f=5 endm=6 ends=7 endf=8 main=9.7:3 c2=9.2:1 sub=10.2:0",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),
    SCAN(
            "SCAN",
            "BA 10 FF FF FF FF 00 00 00 C0 00 00",
            NONE,
            "reverse=1.4 address=2-5 type=9.7:6",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM),
    SET_CD_SPEED("SET CD SPEED", "BB 03 FF FF FF FF 00 00 00 00 00 00", NONE, "read=2-3 write=4-5", CONFLICTS),
    MECHANISM_STATUS(
            "MECHANISM STATUS",
            "BD 00 00 00 00 00 00 00 FF FF 00 00",
            FROM_TARGET,
            "length=8-9",
            ALLOWED_IF_WRITE_EXCLUSIVE),
    READ_CD(
            "READ CD",
            "BE 1E FF FF FF FF FF FF FF FE 07 00",
            FROM_TARGET,
            "type=1.4:2 lba=2-5 blocks=6-8 main=9.7:3 c2=9.2:1 sub=10.2:0",
            ALLOWED_IF_WRITE_EXCLUSIVE,
            NEEDS_MEDIUM,
            STOPS_AUDIO),

    FORMAT_UNIT("FORMAT UNIT", "04 FF FF FF FF FF", TO_TARGET, "", CONFLICTS, NEEDS_MEDIUM, WRITES),
    WRITE_6("WRITE (6)", "0A FF FF FF FF FF", TO_TARGET, "lba=1-3 blocks=4", CONFLICTS, NEEDS_MEDIUM, WRITES),
    WRITE_10(
            "WRITE (10)",
            "2A FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-5 blocks=7-8",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    ERASE_10("ERASE (10)", "2C FF FF FF FF FF FF FF FF FF", NONE, "", CONFLICTS, NEEDS_MEDIUM, WRITES),
    WRITE_AND_VERIFY_10(
            "WRITE AND VERIFY (10)",
            "2E FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-5 blocks=7-8",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    WRITE_SAME_10(
            "WRITE SAME (10)",
            "41 FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-5 number=7-8",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    RESERVE_TRACK("RESERVE TRACK", "53 FF FF FF FF FF FF FF FF FF", NONE, "", CONFLICTS, NEEDS_MEDIUM, WRITES),
    SEND_OPC_INFORMATION(
            "SEND OPC INFORMATION", "54 FF FF FF FF FF FF FF FF FF", TO_TARGET, "", CONFLICTS, NEEDS_MEDIUM, WRITES),
    REPAIR_TRACK("REPAIR TRACK", "58 FF FF FF FF FF FF FF FF FF", NONE, "", CONFLICTS, NEEDS_MEDIUM, WRITES),
    CLOSE_TRACK_SESSION(
            "CLOSE TRACK/SESSION", "5B FF FF FF FF FF FF FF FF FF", NONE, "", CONFLICTS, NEEDS_MEDIUM, WRITES),
    SEND_CUE_SHEET("SEND CUE SHEET", "5D FF FF FF FF FF FF FF FF FF", TO_TARGET, "", CONFLICTS, NEEDS_MEDIUM, WRITES),
    COMPARE_AND_WRITE(
            "COMPARE AND WRITE",
            "89 FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-9 blocks=13",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    WRITE_16(
            "WRITE (16)",
            "8A FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-9 blocks=10-13",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    ORWRITE_16(
            "ORWRITE (16)",
            "8B FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-9 blocks=10-13",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    WRITE_AND_VERIFY_16(
            "WRITE AND VERIFY (16)",
            "8E FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-9 blocks=10-13",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    WRITE_SAME_16(
            "WRITE SAME (16)",
            "93 FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-9 number=10-13",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    WRITE_ATOMIC_16(
            "WRITE ATOMIC (16)",
            "9C FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-9 blocks=12-13",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    BLANK("BLANK", "A1 FF FF FF FF FF FF FF FF FF FF FF", NONE, "type=1.2:0", CONFLICTS, NEEDS_MEDIUM, WRITES),
    WRITE_12(
            "WRITE (12)",
            "AA FF FF FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-5 blocks=6-9",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    WRITE_AND_VERIFY_12(
            "WRITE AND VERIFY (12)",
            "AE FF FF FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "lba=2-5 blocks=6-9",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES),
    SEND_DISC_STRUCTURE(
            "SEND DISC STRUCTURE",
            "BF FF FF FF FF FF FF FF FF FF FF FF",
            TO_TARGET,
            "",
            CONFLICTS,
            NEEDS_MEDIUM,
            WRITES);

    private static final int SERVICE_ACTIONS = 32;
    private static final List<Optional<OperationCode>> BY_CODE = byCode();

    private final String printedName;
    private final byte[] usage;
    private final DataDirection direction;
    private final List<CdbField> fields;
    private final Map<String, CdbField> fieldsByName;
    private final ReservationRule reservationRule;
    private final boolean[] flags = new boolean[CommandFlag.values().length];

    OperationCode(
            String printedName,
            String usage,
            DataDirection direction,
            String fields,
            ReservationRule reservationRule,
            CommandFlag... flags) {
        this.printedName = printedName;
        this.usage = HexFormat.ofDelimiter(" ").parseHex(usage);
        this.direction = direction;
        this.fields = Stream.of(fields.split(" "))
                .filter(it -> !it.isEmpty())
                .map(CdbField::parse)
                .toList();
        this.fieldsByName = this.fields.stream().collect(Collectors.toUnmodifiableMap(CdbField::name, it -> it));
        this.reservationRule = reservationRule;
        for (CommandFlag flag : flags) {
            this.flags[flag.ordinal()] = true;
        }
    }

    private static List<Optional<OperationCode>> byCode() {
        OperationCode[] rows = new OperationCode[256 * SERVICE_ACTIONS];
        for (OperationCode row : values()) {
            int first = row.code() * SERVICE_ACTIONS;
            if (row.has(SERVICE_ACTION)) {
                rows[first + row.serviceAction()] = row;
            } else {
                Arrays.fill(rows, first, first + SERVICE_ACTIONS, row);
            }
        }
        return Arrays.stream(rows).map(Optional::ofNullable).toList();
    }

    /** The command that the block asks for; empty when there is none of that operation code and service action. */
    public static Optional<OperationCode> of(Cdb cdb) {
        return of(cdb.operationCode(), cdb.bits(1, 4, 0));
    }

    /** The command of an operation code (8 bits) and, where that has service actions, a service action (5 bits). */
    public static Optional<OperationCode> of(int operationCode, int serviceAction) {
        return BY_CODE.get(operationCode * SERVICE_ACTIONS + serviceAction);
    }

    /** True when the operation code has service actions, supported or not. */
    public static boolean hasServiceActions(int operationCode) {
        return Arrays.stream(values()).anyMatch(row -> row.code() == operationCode && row.has(SERVICE_ACTION));
    }

    /** The name as T10 prints it, with the service action behind a comma. */
    public String printedName() {
        return printedName;
    }

    /** Byte 0 of the block. */
    public int code() {
        return usage[0] & 0xFF;
    }

    /** Bits 4 to 0 of byte 1, or 0 for a command without service action. */
    public int serviceAction() {
        return has(SERVICE_ACTION) ? usage[1] & 0x1F : 0;
    }

    /** Bytes of its block. */
    public int cdbLengthBytes() {
        return usage.length;
    }

    /** Its CDB usage data: as many bytes as the block has. */
    public byte[] usage() {
        return usage.clone();
    }

    /** Which way its data goes, if any goes. */
    public DataDirection direction() {
        return direction;
    }

    /** Its fields, in the order in which the trace prints them. */
    public List<CdbField> fields() {
        return fields;
    }

    /** The field of that name. */
    public Optional<CdbField> field(String name) {
        return Optional.ofNullable(fieldsByName.get(name));
    }

    /** What a reservation of another nexus does to it. */
    public ReservationRule reservationRule() {
        return reservationRule;
    }

    /** Whether the flag stands in its row. */
    public boolean has(CommandFlag flag) {
        return flags[flag.ordinal()];
    }

    /** Its flags. */
    public Set<CommandFlag> flags() {
        return Arrays.stream(CommandFlag.values()).filter(this::has).collect(Collectors.toUnmodifiableSet());
    }

    /** The first bit of the block, from byte 1 on, that is set though the standard reserves it. */
    public Optional<FieldPointer> firstReservedBit(Cdb cdb) {
        for (int at = 1; at < usage.length; at++) {
            int reserved = cdb.u8(at) & ~usage[at];
            if (at == 1 && has(SERVICE_ACTION)) {
                reserved &= ~0x1F;
            }
            if (reserved != 0) {
                return Optional.of(FieldPointer.cdb(at, 31 - Integer.numberOfLeadingZeros(reserved)));
            }
        }
        return Optional.empty();
    }
}
