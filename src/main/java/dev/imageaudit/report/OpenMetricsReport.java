package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.WorkDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The report for monitoring, {@code audit.prom}: gauges of the fleet and of each image, as
 * OpenMetrics, which the node exporter's text file collector reads too.
 *
 * @see <a
 *     href="https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md">OpenMetrics
 *     1.0</a>
 */
public final class OpenMetricsReport implements ReportWriter {
  @Override
  public String fileName() {
    return "audit.prom";
  }

  @Override
  public void write(FleetAudit fleet, OutputStream out) throws IOException {
    try (WorkDirectory work = WorkDirectory.create();
        MetricFamilies families = new MetricFamilies(work)) {
      families.addFleet(fleet);
      for (AuditOutcome outcome : fleet.outcomes()) {
        families.add(outcome);
      }
      families.writeTo(out);
      out.write("# EOF\n".getBytes(StandardCharsets.UTF_8));
    }
  }
}
