/**
 * Knows HTTP: listeners, who calls, the REST interface and the stream of events.
 *
 * <p>Must not know how a drive changes its disc, QMP, nor SCSI.
 *
 * <p>Standards: RFC 9110 and 9112 (HTTP), OpenAPI 3.1, the server-sent events of HTML.
 */
package io.spindle.control.http;
