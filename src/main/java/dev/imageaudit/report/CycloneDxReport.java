package dev.imageaudit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.OutcomeFormat;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.report.CycloneDx.Component;
import dev.imageaudit.report.CycloneDx.Composition;
import dev.imageaudit.report.CycloneDx.Metadata;
import dev.imageaudit.report.CycloneDx.Tools;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The report for tools that watch components, {@code cyclonedx/}: a bill of materials for each
 * image, for those tools keep a project per image, and {@code index.json}, which says whose they
 * are.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>
 */
public final class CycloneDxReport implements ReportSet {
  private static final String IMAGE_REF = "image";
  private static final int MAX_SLUG_LENGTH = 80;

  private final ObjectMapper mapper =
      OutcomeFormat.json().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  /** A line of the index. */
  private record Entry(
      String reference, Optional<String> platform, Optional<String> digest, String file) {}

  @Override
  public String directoryName() {
    return "cyclonedx";
  }

  @Override
  public String suffix() {
    return ".cdx.json";
  }

  @Override
  public void write(FleetAudit fleet, NewFiles files) throws IOException {
    try (JsonGenerator index = mapper.createGenerator(files.create("index.json"))) {
      index.writeStartArray();
      String previous = "";
      for (AuditOutcome outcome : fleet.outcomes()) {
        if (outcome instanceof ImageAudit image) {
          Entry entry = entry(image);
          if (!entry.file.equals(previous)) {
            writeBom(fleet, image, files.create(entry.file));
          }
          index.writeRaw("\n");
          index.writePOJO(entry);
          previous = entry.file;
        }
      }
      index.writeRaw("\n");
      index.writeEndArray();
      index.writeRaw("\n");
    }
  }

  private Entry entry(ImageAudit image) {
    Optional<String> platform = image.platform().map(Platform::toString);
    Optional<String> digest = digest(image).map(Digest::toString);
    return new Entry(image.reference(), platform, digest, slug(image) + suffix());
  }

  private static Optional<Digest> digest(ImageAudit image) {
    return image.resolved().flatMap(ResolvedName::digest);
  }

  /** The image's name in letters that no file system minds, and what tells it from all others. */
  private static String slug(ImageAudit image) {
    String letters =
        image
            .reference()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.-]+", "_")
            .replaceFirst("^[._-]+", "");
    return letters.substring(0, Math.min(MAX_SLUG_LENGTH, letters.length()))
        + "-"
        + identity(image).hex().substring(0, 12);
  }

  private static Digest identity(ImageAudit image) {
    String identity =
        String.join(
            "\n",
            image.reference(),
            image.platform().map(Platform::toString).orElse(""),
            digest(image).map(Digest::toString).orElse(""));
    return Digest.sha256Of(identity.getBytes(StandardCharsets.UTF_8));
  }

  private void writeBom(FleetAudit fleet, ImageAudit image, OutputStream out) throws IOException {
    try (JsonGenerator json = mapper.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
      json.writeStringField("bomFormat", "CycloneDX");
      json.writeStringField("specVersion", "1.6");
      json.writeStringField("serialNumber", "urn:uuid:" + serial(fleet, image));
      json.writeNumberField("version", 1);
      json.writePOJOField(
          "metadata",
          new Metadata(
              fleet.run().started().toString(),
              new Tools(List.of(tool(fleet.tool()))),
              BomImage.of(image, IMAGE_REF)));
      json.writeArrayFieldStart("components");
      Iterator<Component> components = new BomComponents(image).all().iterator();
      while (components.hasNext()) {
        json.writePOJO(components.next());
      }
      json.writeEndArray();
      boolean isWhole = image.packagesOmitted() == 0 && image.unreadDatabases().isEmpty();
      json.writePOJOField(
          "compositions",
          List.of(new Composition(isWhole ? "unknown" : "incomplete", List.of(IMAGE_REF))));
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** One for each image and run. */
  private static UUID serial(FleetAudit fleet, ImageAudit image) {
    String name = identity(image) + " " + fleet.run().started() + " " + fleet.tool().version();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static Component tool(FleetAudit.Tool tool) {
    return new Component(
        "application",
        Optional.empty(),
        tool.name(),
        Optional.of(tool.version()),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
