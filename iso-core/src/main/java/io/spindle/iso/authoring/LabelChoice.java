package io.spindle.iso.authoring;

import io.spindle.iso.authoring.iso9660.VolumeText;
import io.spindle.iso.authoring.tree.SourceException;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.authoring.tree.SourceTree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What discs are called: some readers find theirs by the label. */
final class LabelChoice {
    /** A label and the paths that a tree with it has. */
    private record Known(String label, List<String> paths) {}

    private static final List<Known> KNOWN = List.of(
            new Known("cidata", List.of("user-data", "meta-data")),
            new Known("config-2", List.of("openstack/latest")),
            new Known("OEMDRV", List.of("ks.cfg")));

    private static final String NO_NAME = "DISC";

    private LabelChoice() {}

    /**
     * The label that was asked for, else that which readers of such a tree look for, else the name of the folder.
     *
     * @throws SourceException when no disc can be called that
     */
    static String of(Optional<String> wanted, SourceTree tree) throws SourceException {
        if (wanted.isPresent()) {
            String label = wanted.get();
            boolean plain = label.chars().allMatch(c -> c >= ' ' && c <= '~');
            if (label.isBlank() || label.length() > VolumeText.LABEL_CHARACTERS || !plain) {
                throw new SourceException("'" + label + "' cannot be a label: write 1 to " + VolumeText.LABEL_CHARACTERS
                        + " characters of ASCII");
            }
            return label;
        }
        return KNOWN.stream()
                .filter(known -> known.paths().stream().allMatch(path -> exactly(tree.root(), path)))
                .map(Known::label)
                .findFirst()
                .orElseGet(() -> ofFolder(tree));
    }

    private static boolean exactly(SourceNode root, String path) {
        return root.find(path).filter(node -> node.path().equals(path)).isPresent();
    }

    private static String ofFolder(SourceTree tree) {
        String name = tree.folder()
                .flatMap(folder -> Optional.ofNullable(folder.getFileName()))
                .map(Object::toString)
                .orElse(NO_NAME);
        String label =
                name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^_+|_+$", "");
        return label.isEmpty() ? NO_NAME : label.substring(0, Math.min(label.length(), VolumeText.LABEL_CHARACTERS));
    }
}
