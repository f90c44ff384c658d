package io.spindle.iso.iso9660;

/** Signatures of system use entries (SUSP, 5; RRIP, 4.1; zisofs). */
final class Susp {
    static final int CE = 'C' << 8 | 'E';
    static final int CL = 'C' << 8 | 'L';
    static final int ER = 'E' << 8 | 'R';
    static final int NM = 'N' << 8 | 'M';
    static final int PX = 'P' << 8 | 'X';
    static final int RE = 'R' << 8 | 'E';
    static final int SL = 'S' << 8 | 'L';
    static final int SP = 'S' << 8 | 'P';
    static final int ST = 'S' << 8 | 'T';
    static final int TF = 'T' << 8 | 'F';
    static final int Z2 = 'Z' << 8 | '2';
    static final int ZF = 'Z' << 8 | 'F';

    private Susp() {}
}
