package io.spindle.iso.extraction;

import io.spindle.iso.inspection.Finding;
import io.spindle.iso.inspection.Finding.Severity;
import io.spindle.iso.inspection.Labels;
import java.util.ArrayList;
import java.util.List;

/** Counts what was made and keeps what was left out, the first of it in words. */
final class ExtractionLog {
    private static final int MAXIMUM_FINDINGS = 1000;

    private final List<Finding> findings = new ArrayList<>();
    private int files;
    private int folders;
    private int links;
    private long bytes;
    private boolean complete = true;

    void file(long fileBytes) {
        files++;
        bytes += fileBytes;
    }

    void folder() {
        folders++;
    }

    void link() {
        links++;
    }

    void leftOut(String code, String path, String text) {
        leftOut(new Finding(Severity.ERROR, code, -1, "left out: " + Labels.harmless(path) + ": " + text));
    }

    void leftOut(Finding finding) {
        complete = false;
        keep(finding);
    }

    void renamed(String path, String name) {
        String text = Labels.harmless(path) + " is named " + name + " here";
        keep(new Finding(Severity.WARNING, "renamed", -1, text));
    }

    private void keep(Finding finding) {
        if (findings.size() < MAXIMUM_FINDINGS) {
            findings.add(finding);
        }
    }

    /** What was done; faults of the tree itself count as left out, too. */
    Extraction.Result result(List<Finding> ofVolume) {
        boolean whole = complete && ofVolume.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(ofVolume);
        return new Extraction.Result(files, folders, links, bytes, List.copyOf(all), whole);
    }
}
