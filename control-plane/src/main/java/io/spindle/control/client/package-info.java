/**
 * Knows how a command talks to a running server: one request a connection, over a Unix socket, HTTP or HTTPS.
 *
 * <p>Must not know what the documents mean, nor load what a server needs: a command is to be there at once.
 *
 * <p>Standard: RFC 1945 (HTTP/1.0), so that every answer ends with its connection.
 */
package io.spindle.control.client;
