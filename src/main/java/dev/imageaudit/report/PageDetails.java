package dev.imageaudit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Locale;

/**
 * The details of a large fleet's page, in the directory beside it: scripts, for a page that was
 * opened from a disk may read nothing else. Each calls one function with the results of some
 * images.
 */
final class PageDetails implements ReportSet {
  static final int IMAGES_PER_FILE = 50;

  private final int maxImages;

  PageDetails(int maxImages) {
    this.maxImages = maxImages;
  }

  @Override
  public String directoryName() {
    return "audit.html.d";
  }

  @Override
  public String suffix() {
    return ".js";
  }

  @Override
  public void write(FleetAudit fleet, NewFiles files) throws IOException {
    if (fleet.totals().images() <= maxImages) {
      return;
    }
    ObjectMapper mapper = PageFormat.mapper();
    Iterator<AuditOutcome> outcomes = fleet.outcomes().iterator();
    for (int file = 0; outcomes.hasNext(); file++) {
      try (OutputStream out = files.create(String.format(Locale.ROOT, "%04d.js", file));
          JsonGenerator json = PageFormat.generator(mapper, out)) {
        write(file, outcomes, mapper.writerFor(AuditOutcome.class), json);
      }
    }
  }

  private static void write(
      int file, Iterator<AuditOutcome> outcomes, ObjectWriter details, JsonGenerator json)
      throws IOException {
    json.writeRaw("imageAuditDetails(" + file + ", ");
    json.writeStartArray();
    for (int i = 0; i < IMAGES_PER_FILE && outcomes.hasNext(); i++) {
      json.writeRaw('\n');
      details.writeValue(json, outcomes.next());
    }
    json.writeEndArray();
    json.writeRaw(");\n");
  }
}
