/**
 * Knows which blocks of slow sources are in memory, loads each once however many ask for it, and reads ahead of those who
 * read in order.
 *
 * <p>Must not know why a source is slow, nor what its bytes mean.
 *
 * <p>Standard: none; what stays in memory when it is full is Caffeine's choice.
 */
package io.spindle.iso.cache;
