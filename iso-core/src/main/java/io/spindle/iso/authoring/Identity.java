package io.spindle.iso.authoring;

import io.spindle.iso.authoring.tree.NodeFields;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.authoring.tree.SourceTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** From what the identifiers of a disc are derived, in place of chance: names, sizes and dates of all that is on it. */
final class Identity {
    private static final int BYTES = 16;

    private Identity() {}

    static byte[] of(SourceTree tree, NodeFields fields, String label, long createdSeconds) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, label + '\0' + createdSeconds);
            for (SourceNode node : tree.nodes()) {
                digest.update(node.name().bytes());
                add(
                        digest,
                        "\0" + node.parent().index() + ' ' + node.kind() + ' ' + node.sizeBytes() + ' '
                                + fields.modifiedSeconds(node));
            }
            return Arrays.copyOf(digest.digest(), BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
