package dev.imageaudit.report;

import dev.imageaudit.audit.FleetAudit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A report that is one file; the same fleet gives the same bytes, run times apart. */
public non-sealed interface ReportWriter extends Report {
  /** The report's name in the output directory, such as {@code audit.json}. */
  String fileName();

  /** Writes the whole report to {@code out}, as a stream, and leaves it open. */
  void write(FleetAudit fleet, OutputStream out) throws IOException;

  /** The files that belong beside it; there may be none of them. */
  default Optional<ReportSet> companion() {
    return Optional.empty();
  }
}
