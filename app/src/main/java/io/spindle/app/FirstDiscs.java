package io.spindle.app;

import io.spindle.control.drive.DriveStatus;
import io.spindle.control.drive.Drives;
import io.spindle.control.drive.Operation;
import io.spindle.control.drive.Operator;
import io.spindle.control.drive.Outcome;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Refusal;
import io.spindle.control.drive.Verb;
import io.spindle.iso.library.Library;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts discs into drives at the start: what flags say always, what the file says where nothing was ever wanted. A disc that
 * is being scanned comes when it is found clean; one that is not admitted leaves its drive empty, and all else is served.
 */
final class FirstDiscs {
    private static final Logger LOG = LoggerFactory.getLogger(FirstDiscs.class);
    private static final long LIMIT_SECONDS = 30;

    private FirstDiscs() {}

    static void insert(Drives drives, Library library, IscsiSettings settings)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> entry : settings.firstDiscs().entrySet()) {
            boolean fresh = drives.find(entry.getKey())
                    .filter(it -> it.generation() == 0)
                    .isPresent();
            if (fresh && !settings.discs().containsKey(entry.getKey())) {
                put(drives, library, entry.getKey(), entry.getValue());
            }
        }
        for (Map.Entry<String, String> entry : settings.discs().entrySet()) {
            put(drives, library, entry.getKey(), entry.getValue());
        }
    }

    /** Forced, for no guest can have seen the drive of this run. */
    private static void put(Drives drives, Library library, String drive, String disc)
            throws IOException, InterruptedException {
        boolean lies = drives.find(drive).flatMap(DriveStatus::disc).equals(Optional.of(disc));
        if (lies) {
            return;
        }
        Operation swap = Operation.of(Verb.SWAP, Optional.of(disc), Policy.FORCE, Operator.SERVER);
        CompletableFuture<Void> examined = library.examined(disc);
        if (!examined.isDone()) {
            LOG.info("drive {} gets {} when that has been scanned", drive, disc);
            Operation unlessChanged = unlessChanged(swap, drives.find(drive));
            examined.thenCompose(known -> drives.operate(drive, unlessChanged))
                    .whenComplete((outcome, failure) -> tell(drive, outcome, failure));
            return;
        }
        try {
            Outcome outcome = drives.operate(drive, swap).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (outcome instanceof Outcome.Refused refused && refused.refusal() != Refusal.FORBIDDEN) {
                throw new IOException("drive " + drive + ": " + refused.text());
            }
            tell(drive, outcome, null);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IOException("drive " + drive + ": " + disc + " cannot be put into it: " + e.getMessage(), e);
        }
    }

    /** An operator may have been there before the scan has ended. */
    private static Operation unlessChanged(Operation swap, Optional<DriveStatus> now) {
        OptionalLong generation =
                now.map(it -> OptionalLong.of(it.generation())).orElse(OptionalLong.empty());
        return new Operation(
                swap.verb(), swap.disc(), swap.policy(), swap.timeout(), generation, swap.source(), swap.by());
    }

    private static void tell(String drive, Outcome outcome, Throwable failure) {
        if (failure != null) {
            LOG.error("drive {}", drive, failure);
        } else if (outcome instanceof Outcome.Refused refused) {
            LOG.error("drive {}: {}", drive, refused.text());
        }
    }
}
