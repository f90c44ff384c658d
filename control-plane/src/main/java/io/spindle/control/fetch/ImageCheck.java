package io.spindle.control.fetch;

import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.Inspector;
import java.io.IOException;
import java.nio.file.Path;

/** Tells images from what servers send in their place, such as a page that asks for a log-in. */
final class ImageCheck {
    private ImageCheck() {}

    static void check(Path file) throws IOException {
        try (FileByteSource source = FileByteSource.open(file)) {
            Inspection inspection = Inspector.inspect(source);
            boolean recognised = inspection.iso9660().present()
                    || inspection.udf().isPresent()
                    || !inspection.partitions().partitions().isEmpty()
                    || !inspection.apple().partitions().isEmpty();
            if (!recognised) {
                throw FetchFault.failed(
                        "what came is no image of a disc: no ISO 9660, UDF or partition table is on it");
            }
        }
    }
}
