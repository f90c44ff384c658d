package io.spindle.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A section {@code chap}: who has to know which secret before he may log in by iSCSI.
 *
 * @param user what the initiator calls itself
 * @param secretFile holds the secret that proves it, on one line
 * @param targetUser what the target calls itself to an initiator that wants proof too
 * @param targetSecretFile holds the secret that proves that
 */
public record ChapConfig(String user, Path secretFile, Optional<String> targetUser, Optional<Path> targetSecretFile) {
    static Optional<ChapConfig> read(Section section, Path folder) {
        if (!section.isGiven()) {
            return Optional.empty();
        }
        ChapConfig chap = new ChapConfig(
                section.required("user", ValueType.TEXT, ""),
                section.required("secret-file", ValueType.path(folder), folder),
                section.optional("target-user", ValueType.TEXT),
                section.optional("target-secret-file", ValueType.path(folder)));
        if (chap.targetUser().isPresent() != chap.targetSecretFile().isPresent()) {
            section.wrong("has one of target-user and target-secret-file: write both or none");
        }
        section.finish();
        return Optional.of(chap);
    }
}
