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
 * @param number the number of the logical unit, 0 to 255
 */
public record DriveSettings(
        String name, DriveIdentity identity, boolean emptyCapacity, boolean instant, DriveTimes times, int number) {
    /** The usual settings of a drive of that name, which is its serial number too. */
    public static DriveSettings named(String name) {
        return new DriveSettings(name, DriveIdentity.ofSerial(name), true, false, DriveTimes.DEFAULT, 0);
    }

    /** The same, with an empty drive that has a capacity or not. */
    public DriveSettings withEmptyCapacity(boolean value) {
        return new DriveSettings(name, identity, value, instant, times, number);
    }

    /** The same, with discs exchanged at once or not. */
    public DriveSettings withInstant(boolean value) {
        return new DriveSettings(name, identity, emptyCapacity, value, times, number);
    }

    /** The same, with other times. */
    public DriveSettings withTimes(DriveTimes value) {
        return new DriveSettings(name, identity, emptyCapacity, instant, value, number);
    }

    /** The same, calling itself otherwise. */
    public DriveSettings withIdentity(DriveIdentity value) {
        return new DriveSettings(name, value, emptyCapacity, instant, times, number);
    }

    /** The same, as another logical unit of its target. */
    public DriveSettings withNumber(int value) {
        return new DriveSettings(name, identity, emptyCapacity, instant, times, value);
    }
}
