/**
 * Knows what all servers do with sockets and disks: listen, wait for devices beside the event loops, send pages of files,
 * and bound the memory that copies take.
 *
 * <p>Must not know any protocol, nor what the bytes are.
 *
 * <p>Standards: none; Netty on the epoll of Linux, or on NIO.
 */
package io.spindle.transport;
