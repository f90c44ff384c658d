package io.spindle.scsi;

import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.disc.Disc;

/**
 * A disc as something that lies in a drive.
 *
 * @param name what the operator calls it
 * @param disc its tracks and sectors
 * @param identity equal for discs of equal content, over restarts too
 * @param hold keeps the disc open: whoever reads it beside the drive takes a lease for as long
 */
public record Medium(String name, Disc disc, String identity, SharedByteSource hold) {}
