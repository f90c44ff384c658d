package io.spindle.iscsi.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spindle.iscsi.pdu.InitiatorPdu.LoginRequest;
import io.spindle.iscsi.pdu.LoginStatus;
import io.spindle.iscsi.target.AccessList;
import io.spindle.iscsi.target.ChapCredentials;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iscsi.target.Secret;
import io.spindle.iscsi.target.TargetCatalog;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an initiator says, a login ends within its bounds, and nobody gets in who proves nothing. */
final class LoginFuzzTest {
    private static final String LOCKED = "iqn.2026-01.io.spindle:locked";
    private static final List<String> WORDS = List.of(
            "InitiatorName=iqn.2026-01.com.example:a",
            "TargetName=" + LOCKED,
            "TargetName=iqn.2026-01.io.spindle:open",
            "SessionType=Discovery",
            "SessionType=Normal",
            "AuthMethod=CHAP,None",
            "AuthMethod=None",
            "CHAP_A=5,7",
            "CHAP_N=alice",
            "CHAP_R=0x00112233445566778899aabbccddeeff",
            "CHAP_I=1",
            "CHAP_C=0x0102030405060708090a0b0c0d0e0f10",
            "HeaderDigest=CRC32C,None",
            "MaxRecvDataSegmentLength=262144",
            "MaxBurstLength=0x10000",
            "FirstBurstLength=999999999",
            "ErrorRecoveryLevel=2",
            "X-unknown=1",
            "=",
            "",
            "InitialR2T=\u00e4");

    @FuzzTest
    void anyRequests(byte[] bytes) {
        List<LoginRequest> requests = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.remaining() > 4) {
            int flags = in.get();
            int lengthBytes = Math.min(in.remaining(), in.getShort() & 0x3FF);
            byte[] text = new byte[Math.min(lengthBytes, in.remaining())];
            in.get(text);
            requests.add(request(flags, text));
        }
        login(requests);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomRequests(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            List<LoginRequest> requests = new ArrayList<>();
            for (int count = random.nextInt(6); count >= 0; count--) {
                StringBuilder text = new StringBuilder();
                for (int words = random.nextInt(6); words > 0; words--) {
                    text.append(WORDS.get(random.nextInt(WORDS.size()))).append('\0');
                }
                requests.add(request(random.nextInt(256), text.toString().getBytes(StandardCharsets.UTF_8)));
            }
            login(requests);
        }
    }

    private static LoginRequest request(int flags, byte[] text) {
        boolean sensible = (flags & 0x10) != 0;
        int current = sensible ? flags & 1 : flags >> 2 & 3;
        int next = sensible ? current == 0 ? 1 : 3 : flags & 3;
        return new LoginRequest(
                (flags & 0x80) != 0,
                !sensible && (flags & 0x40) != 0,
                current,
                next,
                0,
                1,
                0,
                1,
                1,
                10,
                5,
                ByteBuffer.wrap(text));
    }

    private static void login(List<LoginRequest> requests) {
        LoginStateMachine login = new LoginStateMachine(new LoginEnvironment(
                new Catalog(),
                Optional.empty(),
                InetAddress.getLoopbackAddress(),
                1,
                262144,
                handle -> false,
                byte[]::new));
        for (LoginRequest request : requests) {
            LoginStep step = login.take(request);
            boolean failed = step.response().status() != LoginStatus.SUCCESS;
            assertThat(failed).isEqualTo(step.next() == LoginStep.Next.CLOSE);
            assertThat(step.response().text().remaining()).isLessThanOrEqualTo(8192);
            if (step.next() == LoginStep.Next.FULL_FEATURE) {
                assertThat(login.result().target().map(IscsiTarget::name)).isNotEqualTo(Optional.of(LOCKED));
            }
            if (step.next() != LoginStep.Next.CONTINUE) {
                return;
            }
        }
    }

    private static final class Catalog implements TargetCatalog {
        @Override
        public List<IscsiTarget> list() {
            ChapCredentials.Identity alice = new ChapCredentials.Identity("alice", Secret.of("secret of twelve"));
            return List.of(
                    IscsiTarget.open("iqn.2026-01.io.spindle:open", null),
                    new IscsiTarget(
                            LOCKED,
                            null,
                            AccessList.EVERYBODY,
                            Optional.of(new ChapCredentials(alice, Optional.empty())),
                            Optional.empty()));
        }

        @Override
        public Optional<IscsiTarget> find(String name) {
            return list().stream().filter(it -> it.name().equals(name)).findFirst();
        }
    }
}
