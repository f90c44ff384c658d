package io.spindle.iscsi.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered to what an initiator offers, key by key (RFC 7143, 13). */
final class OperationalNegotiationTest {
    private final OperationalNegotiation negotiation = new OperationalNegotiation();

    private Optional<String> answer(String key, String value) {
        return negotiation.answer(new KeyValue(key, value), false).map(KeyValue::value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HeaderDigest             | CRC32C,None       | CRC32C
            HeaderDigest             | None,CRC32C       | None
            HeaderDigest             | SHA,CRC32C        | CRC32C
            HeaderDigest             | SHA               | Reject
            DataDigest               | CRC32C            | CRC32C
            DataDigest               | None              | None
            MaxConnections           | 8                 | 1
            MaxConnections           | 0                 | Reject
            MaxConnections           | 65536             | Reject
            InitialR2T               | Yes               | Yes
            InitialR2T               | No                | No
            InitialR2T               | yes               | Reject
            ImmediateData            | Yes               | Yes
            ImmediateData            | No                | No
            MaxBurstLength           | 16776192          | 262144
            MaxBurstLength           | 262144            | 262144
            MaxBurstLength           | 0x10000           | 65536
            MaxBurstLength           | 512               | 512
            MaxBurstLength           | 511               | Reject
            MaxBurstLength           | 16777216          | Reject
            FirstBurstLength         | 262144            | 65536
            FirstBurstLength         | 8192              | 8192
            DefaultTime2Wait         | 2                 | 2
            DefaultTime2Wait         | 0                 | 0
            DefaultTime2Wait         | 3601              | Reject
            DefaultTime2Retain       | 20                | 0
            MaxOutstandingR2T        | 16                | 1
            DataPDUInOrder           | No                | Yes
            DataSequenceInOrder      | No                | Yes
            ErrorRecoveryLevel       | 2                 | 0
            ErrorRecoveryLevel       | 3                 | Reject
            iSCSIProtocolLevel       | 2                 | 1
            TaskReporting            | FastAbort,RFC3720 | RFC3720
            TaskReporting            | FastAbort         | Reject
            IFMarker                 | Yes               | No
            OFMarker                 | No                | No
            IFMarkInt                | 2048~8192         | Reject
            OFMarkInt                | 2048              | Reject
            X-com.example.unknown    | 1                 | NotUnderstood
            headerdigest             | None              | NotUnderstood
            MaxRecvDataSegmentLength | 511               | Reject
            MaxRecvDataSegmentLength | -1                | Reject
            MaxRecvDataSegmentLength | 99999999999       | Reject
            """)
    void offer_isAnswered(String key, String offered, String expected) {
        assertThat(answer(key, offered)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"MaxRecvDataSegmentLength, 8192", "InitiatorAlias, mine", "X#NodeArchitecture, x86_64"})
    void declaration_isNotAnswered(String key, String value) {
        assertThat(answer(key, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MaxConnections, 1",
        "InitialR2T, No",
        "ImmediateData, Yes",
        "MaxBurstLength, 262144",
        "FirstBurstLength, 65536",
        "MaxOutstandingR2T, 1",
        "DataPDUInOrder, Yes",
        "DataSequenceInOrder, Yes",
        "TaskReporting, RFC3720",
    })
    void discoverySession_keysOfData_areIrrelevant(String key, String value) {
        assertThat(negotiation.answer(new KeyValue(key, value), true)).contains(new KeyValue(key, "Irrelevant"));
    }

    @Test
    void nothingNegotiated_theDefaultsHold() {
        assertThat(SessionParameters.initial())
                .isEqualTo(new SessionParameters(false, false, true, true, 8192, 262144, 65536));
    }

    @Test
    void negotiated_holds() {
        answer("HeaderDigest", "CRC32C");
        answer("DataDigest", "CRC32C");
        answer("InitialR2T", "No");
        answer("ImmediateData", "No");
        answer("MaxRecvDataSegmentLength", "0x1000");
        answer("MaxBurstLength", "16384");
        answer("FirstBurstLength", "32768");
        assertThat(negotiation.parameters())
                .isEqualTo(new SessionParameters(true, true, false, false, 4096, 16384, 16384));
    }

    @Test
    void rejected_leavesWhatWas() {
        answer("MaxBurstLength", "16384");
        answer("MaxBurstLength", "1");
        assertThat(negotiation.parameters().maxBurstBytes()).isEqualTo(16384);
    }
}
