package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.report.PartFields.CandidateRow;
import dev.imageaudit.report.PartFields.DuplicateRow;
import dev.imageaudit.report.PartFields.FindingRow;
import dev.imageaudit.report.PartFields.LayerRow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** The tables that a template may have, filled as the outcomes pass by; one left out is no loss. */
final class AuditTables {
  private static final String IMAGES = "Images";
  private static final String FINDINGS = "Findings";
  private static final String LAYERS = "Layers";
  private static final String DUPLICATES = "Duplicates";
  private static final String FAILURES = "Failures";
  private static final String CANDIDATES = "Candidates";

  /** What the tables of a template are called. */
  static final List<String> NAMES =
      List.of(IMAGES, FINDINGS, LAYERS, DUPLICATES, FAILURES, CANDIDATES);

  private static final int TOP_CANDIDATES = 10;

  private final Optional<FilledTable<AuditOutcome>> images;
  private final Optional<FilledTable<FindingRow>> findings;
  private final Optional<FilledTable<LayerRow>> layers;
  private final Optional<FilledTable<DuplicateRow>> duplicates;
  private final Optional<FilledTable<AuditOutcome>> failures;
  private final Optional<FilledTable<CandidateRow>> candidates;
  private final TopCandidates top = new TopCandidates(TOP_CANDIDATES);

  /**
   * Finds them by name.
   *
   * @param maxRows of a table; further ones are counted, not written
   * @throws IOException where the template asks for what there is not
   */
  AuditTables(SXSSFWorkbook book, int maxRows) throws IOException {
    images = open(book, IMAGES, ImageFields.ALL, maxRows);
    findings = open(book, FINDINGS, PartFields.FINDINGS, maxRows);
    layers = open(book, LAYERS, PartFields.LAYERS, maxRows);
    duplicates = open(book, DUPLICATES, PartFields.DUPLICATES, maxRows);
    failures = open(book, FAILURES, ImageFields.ALL, maxRows);
    candidates = open(book, CANDIDATES, PartFields.CANDIDATES, maxRows);
  }

  private static <T> Optional<FilledTable<T>> open(
      SXSSFWorkbook book, String name, Fields<T> fields, int maxRows) throws IOException {
    Optional<TemplateTable> table = TemplateTable.find(book.getXSSFWorkbook(), name);
    return table.isPresent()
        ? Optional.of(new FilledTable<>(book, table.get(), fields, maxRows))
        : Optional.empty();
  }

  void add(AuditOutcome outcome) {
    images.ifPresent(table -> table.add(outcome));
    if (outcome instanceof ImageAudit image) {
      findings.ifPresent(t -> image.findings().forEach(f -> t.add(new FindingRow(image, f))));
      layers.ifPresent(t -> image.layers().forEach(l -> t.add(new LayerRow(image, l))));
      duplicates.ifPresent(
          t -> image.duplicates().groups().forEach(g -> t.add(new DuplicateRow(image, g))));
      top.add(image);
    } else {
      failures.ifPresent(table -> table.add(outcome));
    }
  }

  /** Ends them all. */
  List<FilledTable<?>> finish() {
    int rank = 0;
    for (ImageAudit image : top.sorted()) {
      CandidateRow row = new CandidateRow(++rank, image);
      candidates.ifPresent(table -> table.add(row));
    }
    List<FilledTable<?>> all =
        Stream.<Optional<? extends FilledTable<?>>>of(
                images, findings, layers, duplicates, failures, candidates)
            .<FilledTable<?>>flatMap(Optional::stream)
            .toList();
    all.forEach(FilledTable::finish);
    return all;
  }
}
