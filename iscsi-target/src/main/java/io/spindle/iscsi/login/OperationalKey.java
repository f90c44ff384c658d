package io.spindle.iscsi.login;

import java.util.List;
import java.util.Optional;

/** The keys of the operational negotiation, each with its rule and the value that holds without it (RFC 7143, 13). */
enum OperationalKey {
    HEADER_DIGEST("HeaderDigest", Scope.ALWAYS, KeyRule.list("CRC32C", "None"), "None"),
    DATA_DIGEST("DataDigest", Scope.ALWAYS, KeyRule.list("CRC32C", "None"), "None"),
    MAX_CONNECTIONS("MaxConnections", Scope.NORMAL, KeyRule.minimum(1, 1, 65535), "1"),
    INITIAL_R2T("InitialR2T", Scope.NORMAL, KeyRule.or(false), "Yes"),
    IMMEDIATE_DATA("ImmediateData", Scope.NORMAL, KeyRule.and(true), "Yes"),
    MAX_RECV_DATA_SEGMENT_LENGTH(
            "MaxRecvDataSegmentLength", Scope.ALWAYS, KeyRule.declaredNumber(512, 0xFFFFFF), "8192"),
    MAX_BURST_LENGTH("MaxBurstLength", Scope.NORMAL, KeyRule.minimum(262_144, 512, 0xFFFFFF), "262144"),
    FIRST_BURST_LENGTH("FirstBurstLength", Scope.NORMAL, KeyRule.minimum(65_536, 512, 0xFFFFFF), "65536"),
    DEFAULT_TIME_2_WAIT("DefaultTime2Wait", Scope.ALWAYS, KeyRule.maximum(0, 0, 3600), "2"),
    DEFAULT_TIME_2_RETAIN("DefaultTime2Retain", Scope.ALWAYS, KeyRule.minimum(0, 0, 3600), "20"),
    MAX_OUTSTANDING_R2T("MaxOutstandingR2T", Scope.NORMAL, KeyRule.minimum(1, 1, 65535), "1"),
    DATA_PDU_IN_ORDER("DataPDUInOrder", Scope.NORMAL, KeyRule.or(true), "Yes"),
    DATA_SEQUENCE_IN_ORDER("DataSequenceInOrder", Scope.NORMAL, KeyRule.or(true), "Yes"),
    ERROR_RECOVERY_LEVEL("ErrorRecoveryLevel", Scope.ALWAYS, KeyRule.minimum(0, 0, 2), "0"),
    ISCSI_PROTOCOL_LEVEL("iSCSIProtocolLevel", Scope.ALWAYS, KeyRule.minimum(1, 0, 31), "1"),
    TASK_REPORTING("TaskReporting", Scope.NORMAL, KeyRule.list("RFC3720"), "RFC3720"),
    INITIATOR_ALIAS("InitiatorAlias", Scope.ALWAYS, KeyRule.declaredText(), ""),
    NODE_ARCHITECTURE("X#NodeArchitecture", Scope.ALWAYS, KeyRule.declaredText(), ""),
    /** The markers of RFC 3720 are refused, but not as unknown (13.25). */
    OF_MARKER("OFMarker", Scope.ALWAYS, KeyRule.and(false), "No"),
    IF_MARKER("IFMarker", Scope.ALWAYS, KeyRule.and(false), "No"),
    OF_MARK_INT("OFMarkInt", Scope.ALWAYS, KeyRule.rejected(), ""),
    IF_MARK_INT("IFMarkInt", Scope.ALWAYS, KeyRule.rejected(), "");

    private static final List<OperationalKey> VALUES = List.of(values());

    private final String wire;
    private final Scope scope;
    private final KeyRule rule;
    private final String initial;

    /** In which sessions a key means something. */
    enum Scope {
        ALWAYS,
        /** Not in discovery sessions. */
        NORMAL
    }

    OperationalKey(String wire, Scope scope, KeyRule rule, String initial) {
        this.wire = wire;
        this.scope = scope;
        this.rule = rule;
        this.initial = initial;
    }

    static Optional<OperationalKey> fromWire(String wire) {
        return VALUES.stream().filter(key -> key.wire.equals(wire)).findFirst();
    }

    boolean isIrrelevant(boolean discovery) {
        return discovery && scope == Scope.NORMAL;
    }

    KeyRule rule() {
        return rule;
    }

    /** The value before anything is negotiated. */
    String initial() {
        return initial;
    }
}
