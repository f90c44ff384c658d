/**
 * Knows how files store discs: which format a file is of, which other files belong to it, and where in them the sectors
 * lie.
 *
 * <p>Must not know what is asked of a disc, nor who serves it; a sheet's text leads to no file outside its own folder.
 *
 * <p>Standards: none for the formats themselves; the CUE sheet as CDRWIN's guide describes it, the TOC as cdrdao's
 * manual does, those of CloneCD, Nero and Alcohol 120% as they were found out; RIFF WAVE for audio files, the Red Book for
 * gaps between tracks and sessions.
 */
package io.spindle.iso.image;
