/**
 * Knows what is done on a connection: login, commands and their data, task management, pings, the end.
 *
 * <p>Must not know listeners, nor what any command means; discs are read through their sources only.
 *
 * <p>Standard: RFC 7143.
 */
package io.spindle.iscsi.handler;
