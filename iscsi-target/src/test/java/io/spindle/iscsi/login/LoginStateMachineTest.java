package io.spindle.iscsi.login;

import static io.spindle.iscsi.Bytes.ascii;
import static io.spindle.iscsi.Bytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iscsi.Bytes;
import io.spindle.iscsi.pdu.InitiatorPdu.LoginRequest;
import io.spindle.iscsi.pdu.LoginStage;
import io.spindle.iscsi.pdu.LoginStatus;
import io.spindle.iscsi.target.AccessList;
import io.spindle.iscsi.target.ChapCredentials;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iscsi.target.Network;
import io.spindle.iscsi.target.Redirection;
import io.spindle.iscsi.target.Secret;
import io.spindle.iscsi.target.TargetCatalog;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoginStateMachineTest {
    private static final String INITIATOR = "InitiatorName=iqn.2026-01.com.example:a\0";
    private static final String OPEN = INITIATOR + "TargetName=iqn.2026-01.io.spindle:open\0";
    private static final String LOCKED = INITIATOR + "TargetName=iqn.2026-01.io.spindle:locked\0";
    private static final ChapCredentials.Identity ALICE =
            new ChapCredentials.Identity("alice", Secret.of("secret of twelve"));
    private static final ChapCredentials.Identity BOB =
            new ChapCredentials.Identity("bob", Secret.of("another of twelve"));

    private ChapCredentials credentials = new ChapCredentials(ALICE, Optional.of(BOB));
    private LoginStateMachine login;
    private LoginStep last;

    @BeforeEach
    void begin() {
        login = new LoginStateMachine(new LoginEnvironment(
                new Catalog(),
                Optional.empty(),
                InetAddress.getLoopbackAddress(),
                1,
                262144,
                handle -> handle == 7,
                // The identifier, and behind it the challenge, are 42h and the bytes from 01 on.
                lengthBytes -> lengthBytes == 1 ? new byte[] {0x42} : counting(lengthBytes)));
    }

    private static byte[] counting(int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }

    private final class Catalog implements TargetCatalog {
        @Override
        public List<IscsiTarget> list() {
            AccessList other = new AccessList(Set.of("iqn.2026-01.com.example:b"), List.of());
            AccessList elsewhere =
                    new AccessList(Set.of(), List.of(Network.parse("10.0.0.0/8").orElseThrow()));
            return List.of(
                    IscsiTarget.open("iqn.2026-01.io.spindle:open", null),
                    target("locked", AccessList.EVERYBODY, Optional.of(credentials), Optional.empty()),
                    target("others", other, Optional.empty(), Optional.empty()),
                    target("elsewhere", elsewhere, Optional.empty(), Optional.empty()),
                    target("moved", AccessList.EVERYBODY, Optional.empty(), moved(false)),
                    target("gone", AccessList.EVERYBODY, Optional.empty(), moved(true)));
        }

        private static Optional<Redirection> moved(boolean permanent) {
            return Optional.of(new Redirection(permanent, "10.0.0.9:3260"));
        }

        private static IscsiTarget target(
                String name, AccessList access, Optional<ChapCredentials> chap, Optional<Redirection> redirection) {
            return new IscsiTarget("iqn.2026-01.io.spindle:" + name, null, access, chap, redirection);
        }

        @Override
        public Optional<IscsiTarget> find(String name) {
            return list().stream()
                    .filter(it -> it.name().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    private static LoginRequest request(int current, int next, boolean transit, String text) {
        return new LoginRequest(transit, false, current, next, 0, 0x800000000001L, 0, 1, 1, 10, 5, ascii(text));
    }

    /** Asks for the next stage, or with no next one stays in the current. */
    private String say(int current, int next, String text) {
        last = login.take(request(current, Math.max(0, next), next >= 0, text));
        return Bytes.of(last.response().text()).isEmpty()
                ? ""
                : new String(hex(Bytes.of(last.response().text())));
    }

    private void assertFailed(LoginStatus status) {
        assertThat(last.response().status()).isEqualTo(status);
        assertThat(last.next()).isEqualTo(LoginStep.Next.CLOSE);
        assertThat(last.reason()).isPresent();
        assertThat(last.response().transit()).isFalse();
    }

    @Test
    void oneRequest_fromOperationalToFullFeature() {
        String answer = say(
                1, 3, OPEN + "HeaderDigest=None,CRC32C\0MaxRecvDataSegmentLength=262144\0MaxBurstLength=16776192\0");
        assertThat(answer)
                .isEqualTo("TargetPortalGroupTag=1\0HeaderDigest=None\0MaxBurstLength=262144\0"
                        + "MaxRecvDataSegmentLength=262144\0");
        assertThat(last.next()).isEqualTo(LoginStep.Next.FULL_FEATURE);
        assertThat(last.response().nextStage()).isEqualTo(LoginStage.FULL_FEATURE_PHASE);
        assertThat(last.response().tsih()).isZero();
        LoggedIn result = login.result();
        assertThat(result.initiatorPort()).isEqualTo("iqn.2026-01.com.example:a,i,0x800000000001");
        assertThat(result.port().lasting()).isEqualTo("iqn.2026-01.com.example:a");
        assertThat(result.target().orElseThrow().name()).isEqualTo("iqn.2026-01.io.spindle:open");
        assertThat(result.parameters().maximumSendBytes()).isEqualTo(262144);
    }

    @Test
    void port_isidOfAnyTypeButRandom_keepsItsName() {
        for (long isid : new long[] {0x00023D000001L, 0x400001370000L, 0xC00000000001L}) {
            LoggedIn result = new LoggedIn("iqn.2026-01.com.example:a", isid, 0, Optional.empty(), null);
            assertThat(result.port().changesName()).isFalse();
            assertThat(result.port().name()).isEqualTo(result.initiatorPort());
        }
    }

    /** What the firmware iPXE does. */
    @Test
    void twoRequests_securityThenOperational() {
        assertThat(say(0, 1, OPEN + "SessionType=Normal\0AuthMethod=None\0"))
                .isEqualTo("TargetPortalGroupTag=1\0AuthMethod=None\0");
        assertThat(last.response().transit()).isTrue();
        assertThat(last.next()).isEqualTo(LoginStep.Next.CONTINUE);
        assertThat(say(1, 3, "InitialR2T=Yes\0MaxRecvDataSegmentLength=8192\0"))
                .isEqualTo("InitialR2T=Yes\0MaxRecvDataSegmentLength=262144\0");
        assertThat(last.next()).isEqualTo(LoginStep.Next.FULL_FEATURE);
    }

    @Test
    void initiatorThatStays_isAnsweredAndMayGoOnLater() {
        say(1, -1, OPEN);
        assertThat(last.response().transit()).isFalse();
        assertThat(say(1, 3, "ImmediateData=No\0")).isEqualTo("ImmediateData=No\0");
        assertThat(last.next()).isEqualTo(LoginStep.Next.FULL_FEATURE);
    }

    @Test
    void discovery_needsNoTarget() {
        assertThat(say(1, 3, INITIATOR + "SessionType=Discovery\0MaxBurstLength=512\0"))
                .isEqualTo("MaxBurstLength=Irrelevant\0MaxRecvDataSegmentLength=262144\0");
        assertThat(login.result().target()).isEmpty();
    }

    @Test
    void targetName_inUpperCase_isTheSame() {
        say(1, 3, INITIATOR + "TargetName=IQN.2026-01.IO.SPINDLE:OPEN\0");
        assertThat(last.next()).isEqualTo(LoginStep.Next.FULL_FEATURE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TargetName=iqn.2026-01.io.spindle:open                                              | MISSING_PARAMETER
            InitiatorName=iqn.2026-01.com.example:a                                             | MISSING_PARAMETER
            InitiatorName=a b,TargetName=iqn.2026-01.io.spindle:open                            | INITIATOR_ERROR
            InitiatorName=iqn.2026-01.com.example:a,TargetName=iqn.2026-01.io.spindle:none      | NOT_FOUND
            InitiatorName=iqn.2026-01.com.example:a,TargetName=iqn.2026-01.io.spindle:others    | AUTHORIZATION_FAILURE
            InitiatorName=iqn.2026-01.com.example:a,TargetName=iqn.2026-01.io.spindle:elsewhere | AUTHORIZATION_FAILURE
            InitiatorName=iqn.2026-01.com.example:a,SessionType=Other                           | SESSION_TYPE_NOT_SUPPORTED
            InitiatorName                                                                       | INITIATOR_ERROR
            """)
    void introduction_thatWillNotDo_isRefused(String keys, LoginStatus status) {
        say(1, 3, keys.replace(",", "\0") + "\0");
        assertFailed(status);
    }

    @ParameterizedTest
    @CsvSource({"moved, TARGET_MOVED_TEMPORARILY", "gone, TARGET_MOVED_PERMANENTLY"})
    void targetElsewhere_isToldWhere(String name, LoginStatus status) {
        assertThat(say(1, 3, INITIATOR + "TargetName=iqn.2026-01.io.spindle:" + name + "\0"))
                .isEqualTo("TargetAddress=10.0.0.9:3260\0");
        assertFailed(status);
    }

    @Test
    void versionMin_aboveZero_isUnsupported() {
        last = login.take(new LoginRequest(true, false, 1, 3, 1, 1, 0, 1, 1, 10, 5, ascii(OPEN)));
        assertFailed(LoginStatus.UNSUPPORTED_VERSION);
    }

    @ParameterizedTest
    @CsvSource({"7, TOO_MANY_CONNECTIONS", "8, SESSION_DOES_NOT_EXIST"})
    void handle_ofAnotherSession_isRefused(int tsih, LoginStatus status) {
        last = login.take(new LoginRequest(true, false, 1, 3, 0, 1, tsih, 1, 1, 10, 5, ascii(OPEN)));
        assertFailed(status);
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "3, 3", "1, 1", "1, 0", "1, 2", "0, 0", "0, 2"})
    void stages_outOfOrder_areAnError(int current, int next) {
        say(current, next, OPEN);
        assertFailed(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void stage_thatGoesBack_isAnError() {
        say(0, 1, OPEN);
        say(0, 1, "");
        assertFailed(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void transitAndContinue_together_areAnError() {
        last = login.take(new LoginRequest(true, true, 1, 3, 0, 1, 0, 1, 1, 10, 5, ascii(OPEN)));
        assertFailed(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void session_thatChangesInBetween_isAnError() {
        say(0, 1, OPEN);
        last = login.take(new LoginRequest(true, false, 1, 3, 0, 99, 0, 1, 1, 10, 5, ascii("")));
        assertFailed(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void continuedText_aPairInTwoPieces_isOne() {
        last = login.take(new LoginRequest(false, true, 1, 0, 0, 1, 0, 1, 1, 10, 5, ascii(INITIATOR + "TargetNa")));
        assertThat(last.next()).isEqualTo(LoginStep.Next.CONTINUE);
        assertThat(last.response().text().hasRemaining()).isFalse();
        last = login.take(
                new LoginRequest(true, false, 1, 3, 0, 1, 0, 1, 1, 10, 5, ascii("me=iqn.2026-01.io.spindle:open\0")));
        assertThat(last.next()).isEqualTo(LoginStep.Next.FULL_FEATURE);
    }

    @Test
    void continuedText_withoutEnd_isBounded() {
        String piece = "A".repeat(8000);
        for (int i = 0; i < 2; i++) {
            last = login.take(new LoginRequest(false, true, 1, 0, 0, 1, 0, 1, 1, 10, 5, ascii(piece)));
            assertThat(last.next()).isEqualTo(LoginStep.Next.CONTINUE);
        }
        last = login.take(new LoginRequest(false, true, 1, 0, 0, 1, 0, 1, 1, 10, 5, ascii(piece)));
        assertFailed(LoginStatus.OUT_OF_RESOURCES);
    }

    @Test
    void requests_withoutEnd_areBounded() {
        say(1, -1, OPEN);
        for (int i = 1; i < 64; i++) {
            say(1, -1, "");
            assertThat(last.next()).isEqualTo(LoginStep.Next.CONTINUE);
        }
        say(1, -1, "");
        assertFailed(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void unknownKeys_whoseAnswerWouldBeTooLong_areRefused() {
        StringBuilder keys = new StringBuilder(OPEN);
        for (int i = 0; i < 1000; i++) {
            keys.append("X").append(i).append("=\0");
        }
        say(1, 3, keys.toString());
        assertFailed(LoginStatus.OUT_OF_RESOURCES);
    }

    @Test
    void chapNeeded_initiatorThatSkipsSecurity_isRefused() {
        say(1, 3, LOCKED);
        assertFailed(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AuthMethod=None\0", "AuthMethod=KRB5,SRP\0", "CHAP_A=5\0"})
    void chapNeeded_initiatorThatOffersNone_isRefused(String keys) {
        say(0, 1, LOCKED + keys);
        assertFailed(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @Test
    void chapNotNeeded_initiatorThatWantsIt_isRefused() {
        say(0, 1, OPEN + "AuthMethod=CHAP\0");
        assertFailed(LoginStatus.AUTHENTICATION_FAILURE);
    }

    private void untilChallenge(String algorithms) {
        assertThat(say(0, 1, LOCKED + "AuthMethod=CHAP,None\0")).isEqualTo("TargetPortalGroupTag=1\0AuthMethod=CHAP\0");
        assertThat(last.response().transit()).isFalse();
        say(0, -1, "CHAP_A=" + algorithms + "\0");
    }

    /** The response is that of ChapTest, computed elsewhere. */
    @Test
    void chapOneWay_md5_letsIn() {
        untilChallenge("5");
        assertThat(new String(hex(Bytes.of(last.response().text()))))
                .isEqualTo("CHAP_A=5\0CHAP_I=66\0CHAP_C=0x0102030405060708090a0b0c0d0e0f10\0");
        assertThat(say(0, 1, "CHAP_N=alice\0CHAP_R=0x97a30dd293cdb3795008d3b8a17e4858\0"))
                .isEmpty();
        assertThat(last.response().transit()).isTrue();
        say(1, 3, "");
        assertThat(last.next()).isEqualTo(LoginStep.Next.FULL_FEATURE);
    }

    @Test
    void chapInBase64_letsIn() {
        untilChallenge("5");
        say(0, 1, "CHAP_N=alice\0CHAP_R=0bl6MN0pPNs3lQCNO4oX5IWA==\0");
        assertThat(last.response().transit()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CHAP_N=alice\0CHAP_R=0x97a30dd293cdb3795008d3b8a17e4859\0",
                "CHAP_N=alicf\0CHAP_R=0x97a30dd293cdb3795008d3b8a17e4858\0",
                "CHAP_N=alice\0CHAP_R=0x97a30dd293cdb3795008d3b8a17e485800\0",
                "CHAP_N=alice\0CHAP_R=0x\0",
                "CHAP_N=alice\0",
                "CHAP_R=0x97a30dd293cdb3795008d3b8a17e4858\0",
                "AuthMethod=None\0"
            })
    void chapProof_wrong_isRefused(String keys) {
        untilChallenge("5");
        say(0, 1, keys);
        assertFailed(LoginStatus.AUTHENTICATION_FAILURE);
        assertThat(last.reason().orElseThrow()).doesNotContain("97a3").doesNotContain("twelve");
    }

    @Test
    void chapChallenge_leftUnanswered_doesNotLetIn() {
        untilChallenge("5");
        say(0, 3, "");
        assertThat(last.response().transit()).isFalse();
        assertThat(last.next()).isEqualTo(LoginStep.Next.CONTINUE);
        say(1, 3, "");
        assertThat(last.next()).isEqualTo(LoginStep.Next.CLOSE);
    }

    @Test
    void chapAlgorithm_noneKnown_isRefused() {
        untilChallenge("56");
        assertFailed(LoginStatus.AUTHENTICATION_FAILURE);
    }

    /** Identifier 7, Bob's secret and the bytes FF EE DD CC, through Python's hashlib. */
    @Test
    void chapMutual_targetProvesItself() {
        untilChallenge("5");
        assertThat(say(0, 1, "CHAP_N=alice\0CHAP_R=0x97a30dd293cdb3795008d3b8a17e4858\0CHAP_I=7\0CHAP_C=0xffeeddcc\0"))
                .isEqualTo("CHAP_N=bob\0CHAP_R=0x837c89ebb1791cb3a4843a5d2fc04f22\0");
        assertThat(last.response().transit()).isTrue();
    }

    @Test
    void chapMutual_ownChallengeSentBack_isRefused() {
        untilChallenge("5");
        say(
                0,
                1,
                "CHAP_N=alice\0CHAP_R=0x97a30dd293cdb3795008d3b8a17e4858\0CHAP_I=7\0"
                        + "CHAP_C=0x0102030405060708090a0b0c0d0e0f10\0");
        assertFailed(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @Test
    void chapMutual_targetWithoutSecret_isRefused() {
        credentials = new ChapCredentials(ALICE, Optional.empty());
        untilChallenge("5");
        say(0, 1, "CHAP_N=alice\0CHAP_R=0x97a30dd293cdb3795008d3b8a17e4858\0CHAP_I=7\0CHAP_C=0xffeeddcc\0");
        assertFailed(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CHAP_I=7\0", "CHAP_C=0xffeeddcc\0", "CHAP_I=256\0CHAP_C=0xffeeddcc\0", "CHAP_I=7\0CHAP_C=x\0"})
    void chapMutual_halfAQuestion_isRefused(String keys) {
        untilChallenge("5");
        say(0, 1, "CHAP_N=alice\0CHAP_R=0x97a30dd293cdb3795008d3b8a17e4858\0" + keys);
        assertFailed(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @Test
    void keysOfSecurity_inTheOperationalStage_areAnError() {
        say(1, 3, OPEN + "AuthMethod=None\0");
        assertFailed(LoginStatus.INITIATOR_ERROR);
    }
}
