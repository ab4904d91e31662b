package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.HostileFleet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules are those of the OpenMetrics 1.0 specification, section "Text format". */
class OpenMetricsReportTest {
  private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) gauge");
  private static final Pattern UNIT = Pattern.compile("# UNIT ([a-z_]+) (bytes|seconds)");
  private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) [^\\\\\n]+\\.");
  private static final String LABELS = "[a-z]+=\"(?:[^\"\\\\\n]|\\\\[n\"\\\\])*+\"";
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)(\\{" + LABELS + "(?:," + LABELS + ")*})? -?[0-9]+(\\.[0-9]+)?");

  private static void check(FleetAudit fleet) {
    String text = Written.text(new OpenMetricsReport(), fleet);
    assertThat(text).endsWith("\n# EOF\n");
    Set<String> families = new HashSet<>();
    Set<String> series = new HashSet<>();
    String family = "";
    String samples = text.substring(0, text.length() - "# EOF\n".length());
    for (String line : samples.strip().split("\n", -1)) {
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        family = type.group(1);
        assertThat(families.add(family)).as(family).isTrue();
      } else if (line.startsWith("# UNIT")) {
        Matcher unit = UNIT.matcher(line);
        assertThat(unit.matches()).as(line).isTrue();
        assertThat(unit.group(1)).isEqualTo(family).endsWith("_" + unit.group(2));
      } else if (line.startsWith("#")) {
        Matcher help = HELP.matcher(line);
        assertThat(help.matches()).as(line).isTrue();
        assertThat(help.group(1)).isEqualTo(family);
      } else {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(sample.group(1)).isEqualTo(family);
        assertThat(series.add(line.substring(0, line.lastIndexOf(' ')))).as(line).isTrue();
      }
    }
  }

  @Test
  void theTextIsAsTheSpecificationSays() {
    check(FakeFleet.empty());
    check(FakeFleet.hostile());
    check(FakeShop.withFailures(5, 3));
    try (FleetAudit fleet = HostileFleet.audit()) {
      check(fleet);
    }
  }

  @Test
  void anImageThatComesTwiceIsTwoSeries() {
    List<AuditOutcome> twice = new ArrayList<>();
    twice.add(FakeOutcomes.audited());
    twice.addAll(FakeOutcomes.all());
    check(new FakeFleet(FakeFleet.RUN, FakeFleet.hostile().totals(), twice));
  }

  @Test
  void duplicatesAndBasesAreMeasured() {
    assertThat(Written.text(new OpenMetricsReport(), FakeFleet.hostile()))
        .contains(
            "image_audit_duplicate_compressed_bytes 40\n",
            "image_audit_base_images{base=\"debian:12\",evidence=\"proved\"} 1\n",
            "image_audit_base_unneeded_compressed_bytes{base=\"debian:12\",evidence=\"proved\"} ",
            "platform=\"linux/arm64/v8\",base=\"debian:12\",evidence=\"proved\"} 1\n")
        .containsPattern("image_audit_image_duplicate_compressed_bytes\\{.*} [1-9]")
        .containsPattern("image_audit_image_base_finding_compressed_bytes\\{.*} [0-9]");
  }

  @Test
  void anImageHasItsSizesAndItsVerdict() {
    assertThat(Written.text(new OpenMetricsReport(), FakeFleet.hostile()))
        .contains(
            "image_audit_image_compressed_bytes{reference=\"registry.example.com/shop/api:1.4\",platform=\"linux/arm64/v8\"}"
                + " 330\n",
            "group=\"shop\",environment=\"\",verdict=\"refactor\"} 1\n",
            "kind=\"compiler\"} 100\n",
            "image_audit_images{status=\"failed\"} 1\n",
            "image_audit_run_start_seconds 1795507200\n");
  }
}
