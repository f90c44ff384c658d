package io.spindle.iso.filesystem;

/**
 * How a file is compressed by zisofs, version 1.
 *
 * @param headerBytes where the table of blocks begins
 * @param blockBytes bytes of an expanded block
 */
public record Zisofs(int headerBytes, int blockBytes) {}
