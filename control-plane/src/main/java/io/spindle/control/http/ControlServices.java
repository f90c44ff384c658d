package io.spindle.control.http;

import io.spindle.control.drive.Drives;
import io.spindle.control.fetch.FetchedImages;
import io.spindle.iso.library.Library;

/**
 * What the HTTP faces show and change.
 *
 * @param version of the program
 */
public record ControlServices(
        Drives drives,
        Library library,
        FetchedImages fetched,
        AttachLines lines,
        ServerFigures figures,
        String version) {}
