package io.spindle.iso.image;

import io.spindle.iso.disc.CdText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** CD-TEXT out of the texts of a sheet. */
final class SheetTexts {
    private SheetTexts() {}

    /**
     * The packs of these texts.
     *
     * @param firstTrack number of the first track
     * @param ofDisc what is told of the disc
     * @param ofTracks what is told of each track
     */
    static ByteBuffer packs(
            int firstTrack, Map<CdText.Field, String> ofDisc, List<Map<CdText.Field, String>> ofTracks) {
        Map<CdText.Field, List<String>> texts = new EnumMap<>(CdText.Field.class);
        for (CdText.Field field : CdText.Field.values()) {
            List<String> ofField = new ArrayList<>();
            ofField.add(ofDisc.getOrDefault(field, ""));
            ofTracks.forEach(track -> ofField.add(track.getOrDefault(field, "")));
            if (!ofField.stream().allMatch(String::isEmpty)) {
                texts.put(field, ofField);
            }
        }
        return CdText.packs(firstTrack, texts);
    }
}
