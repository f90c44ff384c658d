package io.spindle.app;

import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.nbd.export.Export;
import io.spindle.nbd.export.ExportCatalog;
import java.util.List;
import java.util.Optional;

/** Shows the discs of the library that have blocks to the NBD server. */
record LibraryCatalog(Library library, Optional<String> defaultName) implements ExportCatalog {
    @Override
    public Optional<Export> find(String name) {
        return library.find(name).filter(LibraryDisc::hasBlocks).map(LibraryCatalog::export);
    }

    @Override
    public Optional<Export> defaultExport() {
        if (defaultName.isPresent()) {
            return find(defaultName.get());
        }
        List<Export> exports = list();
        return exports.size() == 1 ? Optional.of(exports.get(0)) : Optional.empty();
    }

    @Override
    public List<Export> list() {
        return library.discs().stream()
                .filter(LibraryDisc::hasBlocks)
                .map(LibraryCatalog::export)
                .toList();
    }

    private static Export export(LibraryDisc disc) {
        return new Export(disc.name(), Descriptions.of(disc), disc.userData());
    }
}
