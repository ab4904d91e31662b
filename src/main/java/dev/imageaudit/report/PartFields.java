package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.audit.ImageAudit.Layer;
import dev.imageaudit.audit.ImageAudit.ListedPackage;
import dev.imageaudit.audit.ListedDuplicates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values of an image's findings, layers and duplicates, and of its place among the candidates.
 */
final class PartFields {
  private static final String IMAGE = "image.";

  static final Fields<FindingRow> FINDINGS =
      Fields.of(finding()).and(ImageFields.ALL.under(IMAGE, FindingRow::image));
  static final Fields<LayerRow> LAYERS =
      Fields.of(layer()).and(ImageFields.ALL.under(IMAGE, LayerRow::image));
  static final Fields<PackageRow> PACKAGES =
      Fields.of(listed()).and(ImageFields.ALL.under(IMAGE, PackageRow::image));
  static final Fields<DuplicateRow> DUPLICATES =
      Fields.of(duplicate()).and(ImageFields.ALL.under(IMAGE, DuplicateRow::image));
  static final Fields<CandidateRow> CANDIDATES =
      Fields.of(candidate()).and(ImageFields.ALL.under("", CandidateRow::image));

  private PartFields() {}

  /** A finding with the image that ships it. */
  record FindingRow(AuditOutcome image, Finding finding) {}

  /** A layer with the image that has it. */
  record LayerRow(AuditOutcome image, Layer layer) {}

  /** A package with the image that has it. */
  record PackageRow(AuditOutcome image, ListedPackage listed) {}

  /** What an image ships more than once for one cause. */
  record DuplicateRow(AuditOutcome image, ListedDuplicates.Group group) {}

  /** An image worth the work. */
  record CandidateRow(ImageAudit image) {}

  private static Map<String, Function<CandidateRow, CellValue>> candidate() {
    return Map.of("rank", row -> CellValue.RANK);
  }

  private static Map<String, Function<FindingRow, CellValue>> finding() {
    Map<String, Function<FindingRow, CellValue>> fields = new LinkedHashMap<>();
    fields.put("rule", row -> CellValue.of(row.finding().rule()));
    fields.put("kind", row -> CellValue.of(row.finding().kind().code()));
    fields.put("name", row -> CellValue.of(row.finding().name()));
    fields.put("version", row -> CellValue.ofText(row.finding().version()));
    fields.put("package", row -> CellValue.ofText(row.finding().packageName()));
    fields.put("purl", row -> CellValue.ofText(row.finding().purl()));
    fields.put("bytes", row -> CellValue.of(row.finding().bytes()));
    fields.put("compressedBytes", row -> CellValue.of(row.finding().compressedBytes()));
    fields.put("neededAtRuntime", row -> CellValue.of(row.finding().neededAtRuntime()));
    fields.put("layers", row -> CellValue.of(numbers(row.finding().layers())));
    fields.put("instruction", row -> CellValue.ofText(row.finding().instruction()));
    fields.put("reason", row -> CellValue.of(row.finding().reason()));
    fields.put("confidence", row -> CellValue.of(row.finding().confidence().code()));
    fields.put("cameWithBase", row -> CellValue.of(row.finding().cameWithBase()));
    fields.put("base", row -> CellValue.ofText(row.finding().base()));
    fields.put("advice", row -> CellValue.of(KindGuide.of(row.finding().kind()).advice()));
    fields.put("evidence", row -> CellValue.of(String.join(", ", row.finding().evidence())));
    fields.put("paths.count", row -> CellValue.of(row.finding().paths().count()));
    fields.put(
        "paths.roots", row -> CellValue.of(String.join(", ", row.finding().paths().roots())));
    return fields;
  }

  private static Map<String, Function<LayerRow, CellValue>> layer() {
    Map<String, Function<LayerRow, CellValue>> fields = new LinkedHashMap<>();
    fields.put("index", row -> CellValue.of(row.layer().index()));
    fields.put("digest", row -> CellValue.of(row.layer().digest().toString()));
    fields.put("diffId", row -> CellValue.of(row.layer().diffId().toString()));
    fields.put("mediaType", row -> CellValue.of(row.layer().mediaType()));
    fields.put("compressedBytes", row -> CellValue.of(row.layer().compressedBytes()));
    fields.put("uncompressedBytes", row -> CellValue.of(row.layer().uncompressedBytes()));
    fields.put("instruction", row -> CellValue.ofText(row.layer().instruction()));
    fields.put("fromBase", row -> CellValue.of(row.layer().fromBase()));
    fields.put("savedCompressedBytes", row -> CellValue.of(row.layer().savedCompressedBytes()));
    fields.put(
        "duplicateCompressedBytes", row -> CellValue.of(row.layer().duplicateCompressedBytes()));
    return fields;
  }

  private static Map<String, Function<DuplicateRow, CellValue>> duplicate() {
    Map<String, Function<DuplicateRow, CellValue>> fields = new LinkedHashMap<>();
    fields.put("cause", row -> CellValue.of(row.group().cause().code()));
    fields.put("files", row -> CellValue.of(row.group().files()));
    fields.put("places.count", row -> CellValue.of(row.group().places().count()));
    fields.put(
        "places.roots", row -> CellValue.of(String.join(", ", row.group().places().roots())));
    fields.put("bytes", row -> CellValue.of(row.group().bytes()));
    fields.put("compressedBytes", row -> CellValue.of(row.group().compressedBytes()));
    fields.put("instruction", row -> CellValue.ofText(row.group().instruction()));
    fields.put("reason", row -> CellValue.of(row.group().reason()));
    return fields;
  }

  private static Map<String, Function<PackageRow, CellValue>> listed() {
    Map<String, Function<PackageRow, CellValue>> fields = new LinkedHashMap<>();
    fields.put("type", row -> CellValue.of(row.listed().type()));
    fields.put("name", row -> CellValue.of(row.listed().name()));
    fields.put("version", row -> CellValue.ofText(row.listed().version()));
    fields.put("purl", row -> CellValue.ofText(row.listed().purl()));
    fields.put("licence", row -> CellValue.ofText(row.listed().licence()));
    fields.put("direct", row -> row.listed().direct().map(CellValue::of).orElse(CellValue.BLANK));
    fields.put("path", row -> CellValue.ofText(row.listed().path()));
    fields.put("files", row -> CellValue.of(row.listed().files()));
    fields.put("bytes", row -> CellValue.of(row.listed().bytes()));
    fields.put("compressedBytes", row -> CellValue.of(row.listed().compressedBytes()));
    fields.put("layer", row -> CellValue.ofCount(row.listed().layer().map(Long::valueOf)));
    return fields;
  }

  private static String numbers(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
