package dev.imageaudit.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.OutcomeFormat;
import java.io.IOException;
import java.io.OutputStream;

/** How results lie in the page: as in the JSON report, without the lists of packages. */
final class PageFormat {
  private PageFormat() {}

  static ObjectMapper mapper() {
    return OutcomeFormat.html().addMixIn(ImageAudit.class, WithoutPackages.class);
  }

  /** One that leaves {@code out} open. */
  static JsonGenerator generator(ObjectMapper mapper, OutputStream out) throws IOException {
    return mapper
        .createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
  }

  @JsonIgnoreProperties({"packages", "packagesOmitted"})
  private interface WithoutPackages {}
}
