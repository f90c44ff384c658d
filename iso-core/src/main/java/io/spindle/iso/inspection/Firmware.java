package io.spindle.iso.inspection;

/** A kind of firmware that an image boots under. */
public enum Firmware {
    BIOS,
    UEFI
}
