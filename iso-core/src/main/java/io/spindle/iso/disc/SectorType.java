package io.spindle.iso.disc;

/** What a single sector is (MMC-6, READ CD, "Expected Sector Type"). */
public enum SectorType {
    /** Audio: 2352 bytes of user data and nothing else. */
    CD_DA,
    /** Sync, header, 2048 bytes of user data, EDC, zeros, ECC. */
    MODE_1,
    /** Sync, header, 2336 bytes of user data. */
    MODE_2_FORMLESS,
    /** Sync, header, sub-header, 2048 bytes of user data, EDC, ECC. */
    MODE_2_FORM_1,
    /** Sync, header, sub-header, 2324 bytes of user data, EDC. */
    MODE_2_FORM_2
}
