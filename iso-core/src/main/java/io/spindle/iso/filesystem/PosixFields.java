package io.spindle.iso.filesystem;

/**
 * What POSIX systems keep of a file.
 *
 * @param permissions the twelve lowest bits of the mode
 * @param links number of its names
 * @param userId owner, unsigned
 * @param groupId group, unsigned
 */
public record PosixFields(int permissions, long links, long userId, long groupId) {}
