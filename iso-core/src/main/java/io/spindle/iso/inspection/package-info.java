/**
 * Knows how to recognise what an image holds: ISO 9660, Joliet, UDF, El Torito, partition tables; it yields findings.
 *
 * <p>Must not know how the image is served, and never stops one from being served.
 *
 * <p>Standards: ECMA-119, Joliet, ECMA-167 and OSTA UDF, El Torito 1.0, UEFI (GPT).
 */
package io.spindle.iso.inspection;
