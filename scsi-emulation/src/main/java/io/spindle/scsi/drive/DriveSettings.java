package io.spindle.scsi.drive;

import io.spindle.scsi.primary.DriveIdentity;

/**
 * What is set for a drive and stays.
 *
 * @param name what the operator calls it
 * @param identity what it calls itself
 * @param emptyCapacity READ CAPACITY of an empty drive is one block, not an error: QEMU does not start without
 * @param instant a swap is an exchange of discs that is not seen as a removal, which some guests need
 * @param times how long things take
 */
public record DriveSettings(
        String name, DriveIdentity identity, boolean emptyCapacity, boolean instant, DriveTimes times) {
    /** The usual settings of a drive of that name, which is its serial number too. */
    public static DriveSettings named(String name) {
        return new DriveSettings(name, DriveIdentity.ofSerial(name), true, false, DriveTimes.DEFAULT);
    }

    /** The same, with an empty drive that has a capacity or not. */
    public DriveSettings withEmptyCapacity(boolean value) {
        return new DriveSettings(name, identity, value, instant, times);
    }

    /** The same, with discs exchanged at once or not. */
    public DriveSettings withInstant(boolean value) {
        return new DriveSettings(name, identity, emptyCapacity, value, times);
    }

    /** The same, with other times. */
    public DriveSettings withTimes(DriveTimes value) {
        return new DriveSettings(name, identity, emptyCapacity, instant, value);
    }

    /** The same, calling itself otherwise. */
    public DriveSettings withIdentity(DriveIdentity value) {
        return new DriveSettings(name, value, emptyCapacity, instant, times);
    }
}
