package io.spindle.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.iso.library.SkippedFile;
import io.spindle.iso.verification.KeptVerification;
import io.spindle.iso.verification.Verdict;
import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code spindle serve} prints when it is ready. */
record ServeReport(Library library, List<NbdListener> listeners, DriveLines drives) {
    void print(PrintWriter out, boolean terminal) {
        List<LibraryDisc> discs = library.discs();
        table(out, discs, terminal);
        for (LibraryDisc disc : discs) {
            out.println();
            if (!disc.hasBlocks()) {
                out.println(disc.name() + ": " + Descriptions.NO_BLOCKS);
            }
            library.refusal(disc.name()).ifPresent(it -> out.println("not exported: " + it));
            urls(disc).forEach(out::println);
            qemu(disc).ifPresent(line -> out.println("  " + line));
        }
        library.skipped().forEach(file -> out.println(Descriptions.of(file)));
        drives.print(out);
        if (discs.isEmpty()) {
            out.println("no disc yet: put images into the folder");
        }
        out.flush();
    }

    private void table(PrintWriter out, List<LibraryDisc> discs, boolean terminal) {
        // A column of dashes tells nothing.
        boolean verified = discs.stream().anyMatch(disc -> verdict(disc).isPresent());
        int nameWidth =
                discs.stream().mapToInt(disc -> disc.name().length()).max().orElse(4);
        int labelWidth =
                discs.stream().mapToInt(disc -> label(disc).length()).max().orElse(5);
        String format = "%-" + Math.max(4, nameWidth) + "s  %10s  %-" + Math.max(5, labelWidth) + "s  "
                + (verified ? "%-9s  %s%n" : "%s%n");
        String header = String.format(format, "NAME", "SIZE", "LABEL", "BOOTS", "VERIFIED");
        out.print(terminal ? "\033[1m" + header + "\033[0m" : header);
        for (LibraryDisc disc : discs) {
            String size = Descriptions.size(disc.userData().lengthBytes());
            out.printf(
                    format,
                    disc.name(),
                    size,
                    label(disc),
                    Descriptions.boots(disc.inspection().boots()),
                    VerdictLines.cell(verdict(disc)));
        }
    }

    private Optional<Verdict> verdict(LibraryDisc disc) {
        return library.verification(disc.name()).map(KeptVerification::verdict);
    }

    private static String label(LibraryDisc disc) {
        return disc.inspection().label().orElse("-");
    }

    private List<String> urls(LibraryDisc disc) {
        return isExported(disc)
                ? listeners.stream()
                        .map(listener -> NbdUri.of(listener, disc.name()))
                        .toList()
                : List.of();
    }

    private boolean isExported(LibraryDisc disc) {
        return disc.hasBlocks() && library.refusal(disc.name()).isEmpty();
    }

    private Optional<String> qemu(LibraryDisc disc) {
        if (!isExported(disc)) {
            return Optional.empty();
        }
        return listeners.stream()
                .filter(listener -> !(listener.address() instanceof ListenAddress.Inherited))
                .findFirst()
                .map(listener -> QemuCommand.line(QemuCommand.words(
                        listener, disc.name(), disc.inspection().boots())));
    }

    String json() throws JsonProcessingException {
        List<Map<String, Object>> discs = new ArrayList<>();
        for (LibraryDisc disc : library.discs()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", disc.name());
            fields.put("sizeBytes", disc.userData().lengthBytes());
            fields.put("medium", disc.disc().medium());
            fields.put("tracks", disc.disc().tracks().size());
            fields.put("label", disc.inspection().label().orElse(null));
            fields.put("boots", disc.inspection().boots().stream().sorted().toList());
            fields.put("verdict", verdict(disc).map(Verdict::grade).orElse(null));
            fields.put("refusal", library.refusal(disc.name()).orElse(null));
            fields.put("urls", urls(disc));
            fields.put("qemu", qemu(disc).orElse(null));
            discs.add(fields);
        }
        List<Map<String, String>> skipped = new ArrayList<>();
        for (SkippedFile file : library.skipped()) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("path", file.path().toString());
            fields.put("reason", file.reason());
            skipped.add(fields);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("discs", discs);
        document.put("skipped", skipped);
        document.put("drives", drives.documents());
        return new ObjectMapper().writeValueAsString(document);
    }
}
