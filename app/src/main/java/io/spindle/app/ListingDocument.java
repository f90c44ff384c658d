package io.spindle.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.PosixFields;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The JSON document of a listing, written as it comes. */
final class ListingDocument implements AutoCloseable {
    private final Writer out;
    private final JsonGenerator json;

    ListingDocument(PrintWriter out, Volume volume) throws IOException {
        this.out = out;
        json = new ObjectMapper().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeStringField("tree", volume.kind().key());
        json.writeStringField("label", volume.label().orElse(null));
        json.writeArrayFieldStart("entries");
    }

    void entry(String path, FileNode node) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", path);
        json.writeStringField(
                "kind", node.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeNumberField("sizeBytes", node.lengthBytes());
        time("modified", node.times().modified());
        time("accessed", node.times().accessed());
        time("changed", node.times().changed());
        time("created", node.times().created());
        if (node.posix().isPresent()) {
            posix(node.posix().get());
        }
        if (node.linkTarget().isPresent()) {
            json.writeStringField("linkTarget", node.linkTarget().get());
        }
        json.writeBooleanField("compressed", node.zisofs().isPresent());
        extents(node.extents());
        json.writeEndObject();
    }

    private void time(String field, Optional<Instant> time) throws IOException {
        if (time.isPresent()) {
            json.writeStringField(field, time.get().toString());
        }
    }

    private void posix(PosixFields posix) throws IOException {
        json.writeStringField("permissions", String.format("%04o", posix.permissions()));
        json.writeNumberField("links", posix.links());
        json.writeNumberField("userId", posix.userId());
        json.writeNumberField("groupId", posix.groupId());
    }

    /** Parts that are not recorded have no place. */
    private void extents(List<FileExtent> extents) throws IOException {
        json.writeArrayFieldStart("extents");
        for (FileExtent extent : extents) {
            json.writeStartObject();
            if (extent.offsetBytes() != FileExtent.ZEROS) {
                json.writeNumberField("offsetBytes", extent.offsetBytes());
            }
            json.writeNumberField("lengthBytes", extent.lengthBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void findings(List<Finding> findings) throws IOException {
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("severity", finding.severity().name());
            json.writeStringField("code", finding.code());
            json.writeNumberField("offsetBytes", finding.offsetBytes());
            json.writeStringField("text", finding.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.close();
        out.write(System.lineSeparator());
    }
}
