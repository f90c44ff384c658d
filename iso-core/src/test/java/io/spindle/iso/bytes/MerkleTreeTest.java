package io.spindle.iso.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class MerkleTreeTest {
    /** The leaves and roots of the examples that every log of certificates uses, which are RFC 9162's trees. */
    @Test
    void root_isThatOfRfc9162() {
        byte[] leaves = HexFormat.of()
                .parseHex("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
                        + "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
                        + "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7");
        assertThat(HexFormat.of()
                        .formatHex(MerkleTree.of(3 * 65_536 - 5, leaves).root()))
                .isEqualTo("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
        assertThat(MerkleTree.leafHash(MerkleTree.newDigest(), new byte[0], 0, 0))
                .isEqualTo(HexFormat.of().parseHex("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
    }

    @Test
    void leaves_areAsManyAsTheLengthNeeds() {
        assertThat(MerkleTree.leaves(0)).isZero();
        assertThat(MerkleTree.leaves(65_536)).isEqualTo(1);
        assertThat(MerkleTree.leaves(65_537)).isEqualTo(2);
        assertThat(MerkleTree.leaves(Long.MAX_VALUE)).isEqualTo(1L << 47);
        assertThatThrownBy(() -> MerkleTree.of(65_537, new byte[32])).isInstanceOf(IllegalArgumentException.class);
    }
}
