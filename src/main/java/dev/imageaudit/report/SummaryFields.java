package dev.imageaudit.report;

import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetTotals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of the fleet as a whole in the workbook, named as in {@code audit.json}. */
final class SummaryFields {
  static final Fields<Summary> ALL = Fields.of(named());

  private SummaryFields() {}

  /**
   * A fleet, and the tables that show it.
   *
   * @param redeploy what redeploys of all images pull
   */
  record Summary(
      FleetAudit fleet,
      List<FilledTable<?>> tables,
      WorkbookNotes notes,
      FleetTables.Redeploy redeploy) {}

  private static Map<String, Function<Summary, CellValue>> named() {
    Map<String, Function<Summary, CellValue>> fields = new LinkedHashMap<>();
    fields.put("tool.name", s -> CellValue.of(s.fleet().tool().name()));
    fields.put("tool.version", s -> CellValue.of(s.fleet().tool().version()));
    fields.put("run.started", s -> CellValue.of(s.fleet().run().started()));
    fields.put("run.ended", s -> CellValue.of(s.fleet().run().ended()));
    put(fields, "images", FleetTotals::images);
    put(fields, "audited", FleetTotals::audited);
    put(fields, "failed", FleetTotals::failed);
    put(fields, "skipped", FleetTotals::skipped);
    put(fields, "candidates", FleetTotals::candidates);
    put(fields, "uniqueLayers", FleetTotals::uniqueLayers);
    put(fields, "compressedBytes", FleetTotals::compressedBytes);
    put(fields, "uncompressedBytes", FleetTotals::uncompressedBytes);
    put(fields, "imagesCompressedBytes", FleetTotals::imagesCompressedBytes);
    put(fields, "imagesUncompressedBytes", FleetTotals::imagesUncompressedBytes);
    put(fields, "savedCompressedBytes", FleetTotals::savedCompressedBytes);
    put(fields, "imagesSavedCompressedBytes", FleetTotals::imagesSavedCompressedBytes);
    put(fields, "duplicateCompressedBytes", FleetTotals::duplicateCompressedBytes);
    put(fields, "imagesDuplicateCompressedBytes", FleetTotals::imagesDuplicateCompressedBytes);
    put(fields, "afterCompressedBytes", t -> t.compressedBytes() - t.savedCompressedBytes());
    put(
        fields,
        "imagesAfterCompressedBytes",
        t -> t.imagesCompressedBytes() - t.imagesSavedCompressedBytes());
    addTexts(fields);
    fields.putAll(SavingFields.named());
    return fields;
  }

  private static void addTexts(Map<String, Function<Summary, CellValue>> fields) {
    fields.put(
        "fleet.savedShare",
        s -> {
          FleetTotals totals = s.fleet().totals();
          return CellValue.share(totals.savedCompressedBytes(), totals.compressedBytes());
        });
    fields.put(
        "fleet.imagesSavedShare",
        s -> {
          FleetTotals totals = s.fleet().totals();
          return CellValue.share(
              totals.imagesSavedCompressedBytes(), totals.imagesCompressedBytes());
        });
    fields.put("headline", s -> CellValue.of(headline(s.fleet().totals())));
    fields.put("omitted", s -> CellValue.of(omitted(s.tables(), table -> true)));
    Stream.of(AuditTables.NAMES, FleetTables.NAMES)
        .flatMap(List::stream)
        .forEach(
            name ->
                fields.put(
                    "omitted." + name,
                    s -> CellValue.of(omitted(s.tables(), table -> table.name().equals(name)))));
  }

  private static void put(
      Map<String, Function<Summary, CellValue>> fields,
      String name,
      ToLongFunction<FleetTotals> value) {
    fields.put("fleet." + name, s -> CellValue.of(value.applyAsLong(s.fleet().totals())));
  }

  private static String headline(FleetTotals totals) {
    String failed =
        totals.failed() == 0
            ? ""
            : String.format(
                Locale.ROOT, " %s could not be audited.", count(totals.failed(), "image"));
    if (totals.audited() == 0) {
      return totals.images() == 0 ? "The list holds no image." : "No image was audited." + failed;
    }
    if (totals.candidates() == 0) {
      return String.format(
          Locale.ROOT,
          "Of %s none is worth a refactor.%s",
          count(totals.audited(), "audited image"),
          failed);
    }
    return String.format(
        Locale.ROOT,
        "%,d of %s %s worth a refactor. It saves %s of the %s that the registry stores: %.0f %%.%s",
        totals.candidates(),
        count(totals.audited(), "audited image"),
        totals.candidates() == 1 ? "is" : "are",
        ByteText.of(totals.savedCompressedBytes()),
        ByteText.of(totals.compressedBytes()),
        totals.compressedBytes() == 0
            ? 0.0
            : 100.0 * totals.savedCompressedBytes() / totals.compressedBytes(),
        failed);
  }

  /** A sentence for each table that has more rows than a sheet. */
  private static String omitted(List<FilledTable<?>> tables, Predicate<FilledTable<?>> isAskedFor) {
    return tables.stream()
        .filter(isAskedFor)
        .filter(table -> table.omitted() > 0)
        .map(
            table ->
                String.format(
                    Locale.ROOT,
                    "%s shows its first %,d rows; %,d more are in audit.json only.",
                    table.name(),
                    table.rows(),
                    table.omitted()))
        .collect(Collectors.joining(" "));
  }

  private static String count(int number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
