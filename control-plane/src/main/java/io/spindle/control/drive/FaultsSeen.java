package io.spindle.control.drive;

import io.spindle.iso.bytes.ContentFault;

/**
 * What was seen to be wrong with the content of a disc since it was opened.
 *
 * @param count how many times something was
 * @param latest what it was last
 */
public record FaultsSeen(int count, ContentFault latest) {}
