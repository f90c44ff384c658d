package io.spindle.app;

import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.nbd.export.Export;
import io.spindle.nbd.export.ExportCatalog;
import java.util.List;
import java.util.Optional;

/** Shows the discs of the library that have blocks to the NBD server. */
final class LibraryCatalog implements ExportCatalog {
    private final Library library;
    private final Optional<String> defaultName;
    private volatile Listed listed = new Listed(List.of(), List.of());

    /** What every client that asks is told, made anew when there are other discs. */
    private record Listed(List<LibraryDisc> discs, List<Export> exports) {}

    /** The discs of that library; where {@code defaultName} is empty, a single disc is the default export. */
    LibraryCatalog(Library library, Optional<String> defaultName) {
        this.library = library;
        this.defaultName = defaultName;
    }

    @Override
    public Optional<Export> find(String name) {
        return library.findAdmitted(name).filter(LibraryDisc::hasBlocks).map(LibraryCatalog::export);
    }

    @Override
    public Optional<String> refusal(String name) {
        return library.refusal(name.isEmpty() ? defaultName.orElse("") : name);
    }

    @Override
    public Optional<Export> defaultExport() {
        if (defaultName.isPresent()) {
            return find(defaultName.get());
        }
        List<Export> exports = list();
        return exports.size() == 1 ? find(exports.get(0).name()) : Optional.empty();
    }

    @Override
    public List<Export> list() {
        List<LibraryDisc> discs = library.discs();
        Listed known = listed;
        if (known.discs() != discs) {
            known = new Listed(
                    discs,
                    discs.stream()
                            .filter(disc ->
                                    disc.hasBlocks() && library.refusal(disc).isEmpty())
                            .map(LibraryCatalog::export)
                            .toList());
            listed = known;
        }
        return known.exports();
    }

    private static Export export(LibraryDisc disc) {
        return new Export(disc.name(), Descriptions.of(disc), disc.userData());
    }
}
