package dev.imageaudit.report;

import dev.imageaudit.audit.BaseUse;
import dev.imageaudit.audit.FleetSavings.Share;
import dev.imageaudit.audit.FleetSavings.Step;
import dev.imageaudit.detect.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The values of what a fleet's images have in common: its bases, layers, owners and waste. */
final class FleetFields {
  private static final int TOP_FINDINGS = 3;

  static final Fields<BaseUse> BASES = Fields.of(base());
  static final Fields<Share> SAVINGS = Fields.of(share());
  static final Fields<OrderRow> ORDER = Fields.of(step());
  static final Fields<SharedLayers.Row> SHARED_LAYERS = Fields.of(sharedLayer());
  static final Fields<KindRow> RESIDUE = Fields.of(kind());
  static final Fields<RunHistory.Figures> TREND = Fields.of(trend());
  static final Fields<String> ASSUMPTIONS = Fields.of(Map.of("assumption", CellValue::of));
  static final Fields<Map.Entry<String, String>> OPTIONS =
      Fields.of(
          Map.of(
              "option",
              entry -> CellValue.of(entry.getKey()),
              "value",
              entry -> CellValue.of(entry.getValue())));

  private FleetFields() {}

  /**
   * A refactor in the best order.
   *
   * @param allBytes what all of them save together
   */
  record OrderRow(Step step, long allBytes) {}

  /**
   * What builds left of a kind.
   *
   * @param images that have some of it
   * @param share of all residue's bytes, from 0 to 1
   */
  record KindRow(Kind kind, int images, int findings, long compressedBytes, double share) {}

  private static Map<String, Function<BaseUse, CellValue>> base() {
    Map<String, Function<BaseUse, CellValue>> fields = new LinkedHashMap<>();
    fields.put("name", base -> CellValue.of(base.name()));
    fields.put("evidence", base -> CellValue.of(base.evidence().code()));
    fields.put("images", base -> CellValue.of(base.images()));
    fields.put("layers", base -> CellValue.of(base.layers()));
    fields.put("compressedBytes", base -> CellValue.of(base.compressedBytes()));
    fields.put("uncompressedBytes", base -> CellValue.of(base.uncompressedBytes()));
    fields.put("imagesCompressedBytes", base -> CellValue.of(base.imagesCompressedBytes()));
    fields.put("unneededCompressedBytes", base -> CellValue.of(base.unneededCompressedBytes()));
    fields.put(
        "imagesUnneededCompressedBytes",
        base -> CellValue.of(base.imagesUnneededCompressedBytes()));
    fields.put(
        "fixSavesBytes", base -> CellValue.of(base.unneededCompressedBytes() * base.images()));
    fields.put("findings.top", base -> CellValue.of(topFindings(base)));
    return fields;
  }

  private static String topFindings(BaseUse base) {
    return base.findings().stream()
        .limit(TOP_FINDINGS)
        .map(found -> found.name() + " (" + ByteText.of(found.compressedBytes()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Function<Share, CellValue>> share() {
    Map<String, Function<Share, CellValue>> fields = new LinkedHashMap<>();
    fields.put("name", share -> CellValue.of(share.name().orElse("(none)")));
    fields.put("images", share -> CellValue.of(share.images()));
    fields.put("candidates", share -> CellValue.of(share.candidates()));
    fields.put("compressedBytes", share -> CellValue.of(share.compressedBytes()));
    fields.put("savedCompressedBytes", share -> CellValue.of(share.savedCompressedBytes()));
    fields.put("jointCompressedBytes", share -> CellValue.of(share.jointCompressedBytes()));
    fields.put("imagesCompressedBytes", share -> CellValue.of(share.imagesCompressedBytes()));
    fields.put(
        "imagesSavedCompressedBytes", share -> CellValue.of(share.imagesSavedCompressedBytes()));
    fields.put(
        "savedShare",
        share -> CellValue.share(share.savedCompressedBytes(), share.compressedBytes()));
    return fields;
  }

  private static Map<String, Function<OrderRow, CellValue>> step() {
    Map<String, Function<OrderRow, CellValue>> fields = new LinkedHashMap<>();
    fields.put("rank", row -> CellValue.RANK);
    fields.put("reference", row -> CellValue.of(row.step().reference()));
    fields.put("owner", row -> CellValue.ofText(row.step().owner()));
    fields.put("images", row -> CellValue.of(row.step().images()));
    fields.put("savedCompressedBytes", row -> CellValue.of(row.step().savedCompressedBytes()));
    fields.put("sumCompressedBytes", row -> CellValue.of(row.step().sumCompressedBytes()));
    fields.put("sumShare", row -> CellValue.share(row.step().sumCompressedBytes(), row.allBytes()));
    fields.put(
        "imagesSavedCompressedBytes", row -> CellValue.of(row.step().imagesSavedCompressedBytes()));
    return fields;
  }

  private static Map<String, Function<SharedLayers.Row, CellValue>> sharedLayer() {
    Map<String, Function<SharedLayers.Row, CellValue>> fields = new LinkedHashMap<>();
    fields.put("digest", row -> CellValue.of(row.digest().toString()));
    fields.put("images", row -> CellValue.of(row.images()));
    fields.put("compressedBytes", row -> CellValue.of(row.compressedBytes()));
    fields.put(
        "sharedCompressedBytes", row -> CellValue.of(row.compressedBytes() * (row.images() - 1)));
    fields.put("savedCompressedBytes", row -> CellValue.of(row.savedCompressedBytes()));
    fields.put("fromBase", row -> CellValue.of(row.fromBase()));
    fields.put("instruction", row -> CellValue.ofText(row.instruction()));
    fields.put("reference", row -> CellValue.of(row.reference()));
    return fields;
  }

  private static Map<String, Function<KindRow, CellValue>> kind() {
    Map<String, Function<KindRow, CellValue>> fields = new LinkedHashMap<>();
    fields.put("kind", row -> CellValue.of(row.kind().code()));
    fields.put("title", row -> CellValue.of(KindGuide.of(row.kind()).title()));
    fields.put("about", row -> CellValue.of(KindGuide.of(row.kind()).about()));
    fields.put("advice", row -> CellValue.of(KindGuide.of(row.kind()).advice()));
    fields.put("images", row -> CellValue.of(row.images()));
    fields.put("findings", row -> CellValue.of(row.findings()));
    fields.put("compressedBytes", row -> CellValue.of(row.compressedBytes()));
    fields.put("share", row -> new CellValue.Amount(row.share()));
    return fields;
  }

  private static Map<String, Function<RunHistory.Figures, CellValue>> trend() {
    Map<String, Function<RunHistory.Figures, CellValue>> fields = new LinkedHashMap<>();
    fields.put("started", row -> CellValue.of(row.started()));
    fields.put("images", row -> CellValue.of(row.audited()));
    fields.put("candidates", row -> CellValue.of(row.candidates()));
    fields.put("compressedBytes", row -> CellValue.of(row.compressedBytes()));
    fields.put("savedCompressedBytes", row -> CellValue.of(row.savedCompressedBytes()));
    return fields;
  }
}
