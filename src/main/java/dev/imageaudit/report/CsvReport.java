package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ListedDuplicates;
import dev.imageaudit.report.PartFields.DuplicateRow;
import dev.imageaudit.report.PartFields.FindingRow;
import dev.imageaudit.report.PartFields.LayerRow;
import dev.imageaudit.report.PartFields.PackageRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables for programs that read no JSON, {@code csv/}: images, findings, layers, packages,
 * duplicates and failures. Columns are named as the fields of {@code audit.json}.
 */
public final class CsvReport implements ReportSet {
  private static final List<String> IMAGE =
      List.of(
          "image.reference",
          "image.platform",
          "image.digest",
          "image.labels.owner",
          "image.labels.group");

  private static final List<String> FAILURE =
      List.of(
          "reference",
          "platform",
          "digest",
          "labels.owner",
          "labels.group",
          "status",
          "failure.stage",
          "failure.reason",
          "failure.message");

  @Override
  public String directoryName() {
    return "csv";
  }

  @Override
  public String suffix() {
    return ".csv";
  }

  @Override
  public void write(FleetAudit fleet, NewFiles files) throws IOException {
    try (CsvTable<AuditOutcome> images = outcomes(files, "images.csv", imageColumns());
        CsvTable<FindingRow> findings = parts(files, "findings.csv", PartFields.FINDINGS);
        CsvTable<LayerRow> layers = parts(files, "layers.csv", PartFields.LAYERS);
        CsvTable<PackageRow> packages = parts(files, "packages.csv", PartFields.PACKAGES);
        CsvTable<DuplicateRow> duplicates = parts(files, "duplicates.csv", PartFields.DUPLICATES);
        CsvTable<AuditOutcome> failures = outcomes(files, "failures.csv", FAILURE)) {
      for (AuditOutcome outcome : fleet.outcomes()) {
        images.add(outcome);
        if (outcome instanceof ImageAudit image) {
          for (ImageAudit.Finding finding : image.findings()) {
            findings.add(new FindingRow(image, finding));
          }
          for (ImageAudit.Layer layer : image.layers()) {
            layers.add(new LayerRow(image, layer));
          }
          for (ImageAudit.ListedPackage listed : image.packages()) {
            packages.add(new PackageRow(image, listed));
          }
          for (ListedDuplicates.Group group : image.duplicates().groups()) {
            duplicates.add(new DuplicateRow(image, group));
          }
        } else {
          failures.add(outcome);
        }
      }
    }
  }

  private static List<String> imageColumns() {
    return List.copyOf(ImageFields.ALL.byName().keySet());
  }

  private static CsvTable<AuditOutcome> outcomes(NewFiles files, String name, List<String> columns)
      throws IOException {
    return new CsvTable<>(files.create(name), ImageFields.ALL, columns);
  }

  private static <T> CsvTable<T> parts(NewFiles files, String name, Fields<T> fields)
      throws IOException {
    List<String> columns = new ArrayList<>(IMAGE);
    fields.byName().keySet().stream().filter(n -> !n.startsWith("image.")).forEach(columns::add);
    return new CsvTable<>(files.create(name), fields, columns);
  }
}
