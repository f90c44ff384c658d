package io.spindle.iso.image;

import io.spindle.iso.disc.CdText;
import io.spindle.iso.image.CueSheet.TrackLines;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** CD-TEXT out of the texts of a sheet. */
final class CueTexts {
    private CueTexts() {}

    static ByteBuffer packs(CueSheet sheet) {
        Map<CdText.Field, List<String>> texts = new EnumMap<>(CdText.Field.class);
        for (CdText.Field field : CdText.Field.values()) {
            List<String> ofField = new ArrayList<>();
            ofField.add(sheet.texts().getOrDefault(field, ""));
            for (TrackLines track : sheet.tracks()) {
                ofField.add(track.texts().getOrDefault(field, ""));
            }
            if (!ofField.stream().allMatch(String::isEmpty)) {
                texts.put(field, ofField);
            }
        }
        return CdText.packs(sheet.tracks().get(0).number(), texts);
    }
}
