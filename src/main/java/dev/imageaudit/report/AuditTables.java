package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.report.PartFields.CandidateRow;
import dev.imageaudit.report.PartFields.DuplicateRow;
import dev.imageaudit.report.PartFields.FindingRow;
import dev.imageaudit.report.PartFields.LayerRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables of images and their parts, filled as the outcomes pass by. */
final class AuditTables {
  private static final String IMAGES = "Images";
  private static final String FINDINGS = "Findings";
  private static final String LAYERS = "Layers";
  private static final String SHARED_LAYERS = "SharedLayers";
  private static final String DUPLICATES = "Duplicates";
  private static final String SECRETS = "Secrets";
  private static final String FAILURES = "Failures";
  private static final String CANDIDATES = "Candidates";
  private static final String TOP_CANDIDATES = "TopCandidates";

  /** What they are called in a template. */
  static final List<String> NAMES =
      List.of(
          IMAGES,
          FINDINGS,
          LAYERS,
          SHARED_LAYERS,
          DUPLICATES,
          SECRETS,
          FAILURES,
          CANDIDATES,
          TOP_CANDIDATES);

  private static final int BEST = 10;

  private final Optional<FilledTable<AuditOutcome>> images;
  private final Optional<FilledTable<FindingRow>> findings;
  private final Optional<FilledTable<LayerRow>> layers;
  private final Optional<FilledTable<SharedLayers.Row>> sharedLayers;
  private final Optional<FilledTable<DuplicateRow>> duplicates;
  private final Optional<FilledTable<FindingRow>> secrets;
  private final Optional<FilledTable<AuditOutcome>> failures;
  private final Optional<FilledTable<CandidateRow>> candidates;
  private final Optional<FilledTable<CandidateRow>> best;
  private final List<Candidate> ranked = new ArrayList<>();
  private final TopCandidates top = new TopCandidates(BEST);
  private final SharedLayers shared = new SharedLayers();

  /** What is kept of a candidate until all of them can be ranked. */
  private record Candidate(TopCandidates.Rank rank, List<CellValue> values, int imageRow) {}

  /**
   * Finds them by name; one left out is no loss.
   *
   * @throws IOException where the template asks for what there is not
   */
  AuditTables(TableSet tables) throws IOException {
    images = tables.streamed(IMAGES, ImageFields.ALL);
    findings = tables.streamed(FINDINGS, PartFields.FINDINGS);
    layers = tables.streamed(LAYERS, PartFields.LAYERS);
    sharedLayers = tables.streamed(SHARED_LAYERS, FleetFields.SHARED_LAYERS);
    duplicates = tables.streamed(DUPLICATES, PartFields.DUPLICATES);
    secrets = tables.streamed(SECRETS, PartFields.FINDINGS);
    failures = tables.streamed(FAILURES, ImageFields.ALL);
    candidates = tables.streamed(CANDIDATES, PartFields.CANDIDATES);
    best = tables.kept(TOP_CANDIDATES, PartFields.CANDIDATES);
  }

  void add(AuditOutcome outcome) {
    images.ifPresent(table -> table.add(outcome));
    if (outcome instanceof ImageAudit image) {
      addParts(image);
      if (image.verdict().isCandidate()) {
        top.add(image);
        candidates.ifPresent(table -> ranked.add(candidate(table, image)));
      }
      if (sharedLayers.isPresent()) {
        shared.add(image);
      }
    } else {
      failures.ifPresent(table -> table.add(outcome));
    }
  }

  private void addParts(ImageAudit image) {
    findings.ifPresent(t -> image.findings().forEach(f -> t.add(new FindingRow(image, f))));
    secrets.ifPresent(
        t ->
            image.findings().stream()
                .filter(finding -> finding.kind() == Kind.SECRET)
                .forEach(finding -> t.add(new FindingRow(image, finding))));
    layers.ifPresent(t -> image.layers().forEach(l -> t.add(new LayerRow(image, l))));
    duplicates.ifPresent(
        t -> image.duplicates().groups().forEach(g -> t.add(new DuplicateRow(image, g))));
  }

  private Candidate candidate(FilledTable<CandidateRow> table, ImageAudit image) {
    return new Candidate(
        TopCandidates.Rank.of(image),
        table.values(new CandidateRow(image)),
        images.map(FilledTable::rows).orElse(0) - 1);
  }

  /** Adds what can be said of all images only. */
  void finish() {
    ranked.sort((one, other) -> one.rank.compareTo(other.rank));
    candidates.ifPresent(
        table ->
            ranked.forEach(
                candidate ->
                    table.add(
                        candidate.values, name -> name.equals(IMAGES) ? candidate.imageRow : -1)));
    best.ifPresent(
        table -> {
          for (ImageAudit image : top.sorted()) {
            int row = table.rows();
            table.add(
                table.values(new CandidateRow(image)), name -> name.equals(CANDIDATES) ? row : -1);
          }
        });
    sharedLayers.ifPresent(table -> shared.sorted().forEach(table::add));
  }
}
