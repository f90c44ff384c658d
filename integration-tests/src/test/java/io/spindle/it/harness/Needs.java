package io.spindle.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The peers that a test cannot do without: where one is missing it is skipped, and fails when {@code CI=true}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MissingPeers.class)
public @interface Needs {
    Peer[] value();

    /** What is not tried when a peer is missing, in words for people. */
    String toShow();
}
