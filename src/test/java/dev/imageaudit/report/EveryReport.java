package dev.imageaudit.report;

import dev.imageaudit.detect.KnowledgeBase;

/** A report of each format, for tests of what all of them have to hold. */
public final class EveryReport {
  private EveryReport() {}

  public static Report of(ReportFormat format) {
    return switch (format) {
      case JSON -> new JsonReport();
      case XLSX -> WorkbookReport.create();
      case HTML -> PageReport.create();
      case JSONL -> new JsonLinesReport();
      case CSV -> new CsvReport();
      case SARIF -> new SarifReport(KnowledgeBase.load().summaries());
      case CYCLONEDX -> new CycloneDxReport();
      case JUNIT -> new JunitReport();
      case MARKDOWN -> new MarkdownReport();
      case OPENMETRICS -> new OpenMetricsReport();
    };
  }
}
