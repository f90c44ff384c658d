/**
 * Knows how a tree becomes an image: what is planned, a virtual disc that reads the files when they are asked for, and a
 * file that holds all of it.
 *
 * <p>Must not know who asks for an image, nor how it is served.
 *
 * <p>Standards: those of the packages below it; SOURCE_DATE_EPOCH of reproducible-builds.org.
 */
package io.spindle.iso.authoring;
