package io.spindle.iscsi.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IscsiTargetTest {
    @ParameterizedTest
    @ValueSource(strings = {"iqn.2026-01.io.spindle:d0", "eui.02004567A425678D", "naa.52004567BA64678D"})
    void name_ofTheThreeForms_isValid(String name) {
        assertThat(IscsiName.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "d0", "iqn.26-01.io.spindle:d0", "iqn.2026-01.io.spindle:d 0", "iqn.2026-01.io.spindle:d_0"})
    void name_ofAnotherForm_isNot(String name) {
        assertThat(IscsiName.isValid(name)).isFalse();
    }

    @Test
    void target_withUpperCase_isOurFault() {
        assertThatThrownBy(() -> IscsiTarget.open("iqn.2026-01.io.spindle:D0", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void accessList_emptyListsAreEverybody_elseBothCount() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        InetAddress there = InetAddress.getByName("10.0.0.1");
        AccessList list = new AccessList(
                Set.of("iqn.2026-01.com.example:A"),
                List.of(Network.parse("127.0.0.0/8").orElseThrow()));
        assertThat(list.permits("iqn.2026-01.com.example:a", here)).isTrue();
        assertThat(list.permits("IQN.2026-01.com.example:a", here)).isTrue();
        assertThat(list.permits("iqn.2026-01.com.example:b", here)).isFalse();
        assertThat(list.permits("iqn.2026-01.com.example:a", there)).isFalse();
        assertThat(AccessList.EVERYBODY.permits("iqn.2026-01.com.example:b", there))
                .isTrue();
    }

    @Test
    void secret_showsItselfToNobody() {
        Secret secret = Secret.of("secret of twelve");
        assertThat(secret.toString()).isEqualTo("(secret)");
        assertThat(new ChapCredentials.Identity("alice", secret).toString()).doesNotContain("twelve");
    }

    @Test
    void secret_ofElevenBytes_isTooShort() {
        assertThatThrownBy(() -> Secret.of("12345678901")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Secret.of("123456789012")).isEqualTo(Secret.of("123456789012"));
    }

    @Test
    void sameSecret_inBothDirections_isRefused() {
        ChapCredentials.Identity initiator = new ChapCredentials.Identity("alice", Secret.of("secret of twelve"));
        ChapCredentials.Identity target = new ChapCredentials.Identity("bob", Secret.of("secret of twelve"));
        assertThatThrownBy(() -> new ChapCredentials(initiator, Optional.of(target)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
