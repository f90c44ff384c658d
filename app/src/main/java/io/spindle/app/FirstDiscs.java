package io.spindle.app;

import io.spindle.control.drive.DriveStatus;
import io.spindle.control.drive.Drives;
import io.spindle.control.drive.Operation;
import io.spindle.control.drive.Operator;
import io.spindle.control.drive.Outcome;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Verb;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts discs into drives at the start: what flags say always, what the file says where nothing was ever wanted. */
final class FirstDiscs {
    private static final long LIMIT_SECONDS = 30;

    private FirstDiscs() {}

    static void insert(Drives drives, IscsiSettings settings) throws IOException, InterruptedException {
        for (Map.Entry<String, String> entry : settings.firstDiscs().entrySet()) {
            boolean fresh = drives.find(entry.getKey())
                    .filter(it -> it.generation() == 0)
                    .isPresent();
            if (fresh && !settings.discs().containsKey(entry.getKey())) {
                put(drives, entry.getKey(), entry.getValue());
            }
        }
        for (Map.Entry<String, String> entry : settings.discs().entrySet()) {
            put(drives, entry.getKey(), entry.getValue());
        }
    }

    /** Forced, for no guest can have seen the drive of this run. */
    private static void put(Drives drives, String drive, String disc) throws IOException, InterruptedException {
        boolean lies = drives.find(drive).flatMap(DriveStatus::disc).equals(Optional.of(disc));
        if (lies) {
            return;
        }
        Operation swap = Operation.of(Verb.SWAP, Optional.of(disc), Policy.FORCE, Operator.SERVER);
        try {
            Outcome outcome = drives.operate(drive, swap).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (outcome instanceof Outcome.Refused refused) {
                throw new IOException("drive " + drive + ": " + refused.text());
            }
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IOException("drive " + drive + ": " + disc + " cannot be put into it: " + e.getMessage(), e);
        }
    }
}
