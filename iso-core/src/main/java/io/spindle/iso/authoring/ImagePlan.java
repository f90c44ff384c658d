package io.spindle.iso.authoring;

import io.spindle.iso.authoring.layout.SegmentList;
import io.spindle.iso.authoring.tree.SourceTree;
import java.util.List;

/**
 * A disc that could be written: every byte of it is decided, and none of the files was copied.
 *
 * @param tree what is on it
 * @param segments where everything lies
 * @param label what it is known by
 * @param trees the kinds of trees that are recorded
 * @param boots what boots, a line each
 * @param notes what a person should know: what is left out, and what is called differently
 */
public record ImagePlan(
        SourceTree tree,
        SegmentList segments,
        String label,
        List<String> trees,
        List<String> boots,
        List<String> notes) {
    public ImagePlan {
        trees = List.copyOf(trees);
        boots = List.copyOf(boots);
        notes = List.copyOf(notes);
    }

    public long lengthBytes() {
        return segments.lengthBytes();
    }
}
