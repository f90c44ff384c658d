package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An image of CloneCD: a control file (.ccd), the sectors (.img), and their sub-channels (.sub), which may be missing. */
final class CcdFormat implements ImageFormat {
    private static final String SHEET = "control file of CloneCD";
    private static final String FIRST_SECTION = "[CLONECD]";

    @Override
    public String name() {
        return "CloneCD";
    }

    /** By its first section, or by its name, so that a control file with faults is not taken for sectors. */
    @Override
    public boolean recognises(FileGlance file) {
        return file.name().toLowerCase(Locale.ROOT).endsWith(".ccd")
                || file.text().strip().toUpperCase(Locale.ROOT).startsWith(FIRST_SECTION);
    }

    @Override
    public Companions companions(Path sheet) throws IOException {
        return CompanionFolder.of(sheet)
                .companions(List.of(CompanionFolder.sibling(sheet, "img"), CompanionFolder.sibling(sheet, "sub")));
    }

    @Override
    public DiscImage open(Path sheet) throws IOException {
        CcdSheet parsed = CcdParser.parse(SheetText.read(sheet, SHEET));
        CompanionFolder folder = CompanionFolder.of(sheet);
        OpenFiles files = new OpenFiles();
        return files.image(this, () -> {
            ByteSource image = files.open(folder.find(CompanionFolder.sibling(sheet, "img")));
            Optional<Path> subChannels = folder.findIfThere(CompanionFolder.sibling(sheet, "sub"));
            Optional<ByteSource> sub =
                    subChannels.isPresent() ? Optional.of(files.open(subChannels.get())) : Optional.empty();
            return new CcdLayout(parsed, image, sub).disc();
        });
    }
}
