/**
 * Knows how a file is shown to clamd, the daemon of ClamAV, and what it answers.
 *
 * <p>Must not know where the file comes from, nor what becomes of it.
 *
 * <p>Standard: the manual page clamd(8), command INSTREAM.
 */
package io.spindle.control.clamd;
