package io.spindle.scsi.event;

/**
 * How the drive is at the moment, as events tell it.
 *
 * @param trayOpen the tray is out
 * @param mediumPresent a disc lies in the drive and can be reached
 * @param persistentlyPrevented the persistent prevent state is set
 * @param power how awake it is
 */
public record EventStatus(
        boolean trayOpen, boolean mediumPresent, boolean persistentlyPrevented, PowerCondition power) {}
