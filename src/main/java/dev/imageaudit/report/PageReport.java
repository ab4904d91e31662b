package dev.imageaudit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.BaseUse;
import dev.imageaudit.audit.FleetAudit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The report to look at, {@code audit.html}: one file that needs nothing else, with every image's
 * results as JSON in it. Of a large fleet it holds the overview; the details are {@link
 * PageDetails}.
 */
public final class PageReport implements ReportWriter {
  /** So many images a browser opens at once. */
  public static final int MAX_IMAGES = 1_000;

  private static final int MAX_BASES = 12;

  private final int maxImages;
  private final List<RunHistory.Figures> history;
  private final PageTemplate template = PageTemplate.load();
  private final ObjectMapper mapper =
      PageFormat.mapper().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private PageReport(int maxImages, List<RunHistory.Figures> history) {
    this.maxImages = maxImages;
    this.history = List.copyOf(history);
  }

  /** One with a directory beside it where there are more than {@link #MAX_IMAGES}. */
  public static PageReport create() {
    return new PageReport(MAX_IMAGES, List.of());
  }

  /** One that is a single file, however large. */
  public static PageReport whole() {
    return new PageReport(Integer.MAX_VALUE, List.of());
  }

  /** The same with a trend since the runs of {@code history}, the oldest first. */
  public PageReport since(List<RunHistory.Figures> history) {
    return new PageReport(maxImages, history);
  }

  @Override
  public String fileName() {
    return "audit.html";
  }

  @Override
  public Optional<ReportSet> companion() {
    return Optional.of(new PageDetails(maxImages));
  }

  @Override
  public void write(FleetAudit fleet, OutputStream out) throws IOException {
    boolean isSplit = fleet.totals().images() > maxImages;
    template.write(
        out,
        isSplit,
        () -> {
          writeOverview(fleet, isSplit, out);
          if (!isSplit) {
            writeDetails(fleet, out);
          }
        });
  }

  private void writeOverview(FleetAudit fleet, boolean isSplit, OutputStream out)
      throws IOException {
    ObjectWriter rows = mapper.writerFor(PageRow.class);
    print(out, "<script type=\"application/json\" id=\"fleet\">\n");
    try (JsonGenerator json = PageFormat.generator(mapper, out)) {
      json.writeStartObject();
      json.writePOJOField("tool", fleet.tool());
      json.writePOJOField("run", fleet.run());
      json.writePOJOField("totals", fleet.totals());
      json.writePOJOField("order", fleet.savings().order());
      writeBases(fleet.bases(), json);
      writeHistory(fleet, json);
      json.writeNumberField("imagesPerFile", isSplit ? PageDetails.IMAGES_PER_FILE : 0);
      json.writeArrayFieldStart("images");
      for (AuditOutcome outcome : fleet.outcomes()) {
        json.writeRaw('\n');
        rows.writeValue(json, PageRow.of(outcome));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    print(out, "\n</script>\n");
  }

  private static void writeBases(List<BaseUse> bases, JsonGenerator json) throws IOException {
    int shown = Math.min(MAX_BASES, bases.size());
    json.writeArrayFieldStart("bases");
    for (BaseUse base : bases.subList(0, shown)) {
      json.writePOJO(PageBase.of(base));
    }
    json.writeEndArray();
    json.writeNumberField("basesOmitted", bases.size() - shown);
  }

  private void writeHistory(FleetAudit fleet, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("history");
    for (RunHistory.Figures run : history) {
      json.writePOJO(run);
    }
    json.writePOJO(RunHistory.Figures.of(fleet));
    json.writeEndArray();
  }

  private void writeDetails(FleetAudit fleet, OutputStream out) throws IOException {
    ObjectWriter details = mapper.writerFor(AuditOutcome.class);
    int index = 0;
    for (AuditOutcome outcome : fleet.outcomes()) {
      print(out, "<script type=\"application/json\" id=\"image-" + index++ + "\">");
      try (JsonGenerator json = PageFormat.generator(mapper, out)) {
        details.writeValue(json, outcome);
      }
      print(out, "</script>\n");
    }
  }

  private static void print(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
