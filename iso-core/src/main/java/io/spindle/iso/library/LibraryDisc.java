package io.spindle.iso.library;

import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.inspection.Inspection;

/**
 * A disc under its name. The content of a disc never changes: another content is another generation.
 *
 * @param name key in the catalogue, never a path
 * @param generation counted up within one run of the library
 * @param inspection what was recognised on it
 * @param userData its 2048-byte blocks
 */
public record LibraryDisc(String name, long generation, Inspection inspection, SharedByteSource userData) {}
