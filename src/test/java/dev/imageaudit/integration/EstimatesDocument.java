package dev.imageaudit.integration;

import dev.imageaudit.benchmark.BenchmarkDocument;
import dev.imageaudit.integration.EstimateCheck.Proof;
import dev.imageaudit.integration.EstimateCheck.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/estimates.md}, of which the benchmark writes the tables. */
final class EstimatesDocument {
  private static final Path FILE = Path.of("docs/estimates.md");
  private static final int DETAIL_LIMIT = 300;

  private EstimatesDocument() {}

  /** Writes both tables anew. */
  static void write(List<EstimateCheck> checks) throws IOException {
    BenchmarkDocument.replace(FILE, "estimates", "result", result(checks));
    BenchmarkDocument.replace(FILE, "estimates", "pairs", table(checks));
  }

  /** One image, for a log. */
  static String line(EstimateCheck check) {
    return row(check) + problems(check);
  }

  private static String result(List<EstimateCheck> checks) throws IOException {
    List<Size> sizes = checks.stream().flatMap(c -> c.sizes().stream()).toList();
    List<Double> errors = sizes.stream().map(s -> Math.abs(s.error())).sorted().toList();
    StringBuilder text = new StringBuilder(BenchmarkDocument.machine()).append("\n\n");
    text.append(
        "%d of %d images were measured, %d of them with a twin, each with two sizes.\n\n"
            .formatted(
                checks.size(),
                EstimatedPair.all().size(),
                checks.stream().filter(c -> c.pair().hasTwin()).count()));
    text.append(BenchmarkDocument.row("", "goal", "measured"));
    text.append("| --- | ---: | ---: |\n");
    text.append(BenchmarkDocument.row("median error", "5 %", percent(median(errors))));
    text.append(BenchmarkDocument.row("worst error", "15 %", percent(last(errors))));
    text.append(
        BenchmarkDocument.row(
            "real size within the range",
            "95 %",
            percent(
                sizes.stream().filter(Size::isCovered).count()
                    / (double) Math.max(1, sizes.size()))));
    text.append(
        BenchmarkDocument.row(
            "right verdicts",
            checks.size(),
            checks.stream().filter(EstimateCheck::hasRightVerdict).count()));
    for (String projection : List.of("minimal", "trim", "runtime-base")) {
      text.append(proofs(checks, projection));
    }
    List<String> problems = checks.stream().flatMap(c -> problems(c).stream()).toList();
    if (!problems.isEmpty()) {
      text.append("\nWhat is not as it should be:\n\n");
      problems.forEach(problem -> text.append("- ").append(problem).append('\n'));
    }
    return text.toString();
  }

  private static String proofs(List<EstimateCheck> checks, String projection) {
    List<Proof> proofs =
        checks.stream()
            .map(EstimateCheck::proofs)
            .filter(p -> p.containsKey(projection))
            .map(p -> p.get(projection))
            .toList();
    return proofs.isEmpty()
        ? ""
        : BenchmarkDocument.row(
            "`" + projection + "` proved",
            proofs.size(),
            proofs.stream().filter(Proof::isProved).count());
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return 0;
    }
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double last(List<Double> sorted) {
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1);
  }

  private static List<String> problems(EstimateCheck check) {
    List<String> problems = new ArrayList<>();
    String name = "`" + check.pair().name() + "`: ";
    if (!check.hasRightVerdict()) {
      problems.add(
          name + "verdict " + check.verdict() + " in place of " + check.pair().verdict() + ".");
    }
    for (int unit = 0; unit < check.sizes().size(); unit++) {
      Size size = check.sizes().get(unit);
      String what = EstimateCheck.UNITS.get(unit).replace("Bytes", "");
      if (!size.isCovered()) {
        problems.add(
            name
                + "the %s size %s lies outside of %s to %s."
                    .formatted(
                        what,
                        megabytes(size.realBytes()),
                        megabytes(size.lowBytes()),
                        megabytes(size.highBytes())));
      }
    }
    for (Map.Entry<String, Proof> proof : check.proofs().entrySet()) {
      if (!proof.getValue().isProved()) {
        problems.add(
            name
                + proof.getKey()
                + ": "
                + proof.getValue().result()
                + " "
                + limited(proof.getValue().detail()));
      }
    }
    return problems;
  }

  private static String limited(String text) {
    String line = text.replaceAll("\\s+", " ").replace('`', '\'');
    return "`" + (line.length() > DETAIL_LIMIT ? line.substring(0, DETAIL_LIMIT) : line) + "`";
  }

  private static String table(List<EstimateCheck> checks) {
    return BenchmarkDocument.row(
            "image",
            "twin is",
            "compressed: expected",
            "real",
            "error",
            "uncompressed: expected",
            "real",
            "error",
            "verdict",
            "proofs")
        + "| --- | --- |"
        + " ---: |".repeat(6)
        + " --- | --- |\n"
        + checks.stream().map(EstimatesDocument::row).collect(Collectors.joining());
  }

  private static String row(EstimateCheck check) {
    List<Object> cells = new ArrayList<>();
    cells.add("`" + check.pair().name() + "`");
    cells.add(check.pair().projection());
    for (int unit = 0; unit < EstimateCheck.UNITS.size(); unit++) {
      if (unit < check.sizes().size()) {
        Size size = check.sizes().get(unit);
        cells.add(megabytes(size.expectedBytes()));
        cells.add(megabytes(size.realBytes()));
        cells.add(percent(size.error()) + (size.isCovered() ? "" : " (outside)"));
      } else {
        cells.addAll(List.of("", "", ""));
      }
    }
    cells.add(check.verdict() + (check.hasRightVerdict() ? "" : " (wrong)"));
    cells.add(
        check.proofs().entrySet().stream()
            .map(proof -> proof.getKey() + " " + proof.getValue().result())
            .collect(Collectors.joining(", ")));
    return BenchmarkDocument.row(cells.toArray());
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
