package io.spindle.control.drive;

import java.util.List;
import java.util.Optional;

/**
 * What a carrier sees of its drive now.
 *
 * @param online false when the machine is not there; the rest is then what was seen last
 * @param disc the name of the disc that lies in it, in or on the tray
 * @param tray where the tray is
 * @param lock the guest that holds the tray
 * @param sessions who is attached
 * @param note what goes on, a sentence for people, may be ""
 */
public record CarrierView(
        boolean online,
        Optional<String> disc,
        Tray tray,
        Optional<TrayLock> lock,
        List<AttachedSession> sessions,
        String note) {
    public CarrierView {
        sessions = List.copyOf(sessions);
    }

    /** A machine that is not there. */
    public static CarrierView offline(String note) {
        return new CarrierView(false, Optional.empty(), Tray.UNKNOWN, Optional.empty(), List.of(), note);
    }
}
