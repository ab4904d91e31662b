package dev.imageaudit.report;

import dev.imageaudit.report.Comparison.Counts;
import dev.imageaudit.report.Comparison.Sums;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison in Markdown, for a comment on a pull request; what does not fit is counted. */
public final class ComparisonPage {
  private static final String SUMS =
      """
      | | before | now | |
      | --- | ---: | ---: | ---: |
      """;
  private static final String IMAGE =
      """
      | image | before | now | what |
      | --- | ---: | ---: | --- |
      """;
  private static final int MAX_ROWS = 100;
  private static final int NAMED = 5;

  private ComparisonPage() {}

  /** The page, in UTF-8. */
  public static byte[] of(Comparison comparison) {
    MarkdownPage page = new MarkdownPage(MarkdownReport.MAX_BYTES);
    page.add("## Container images: what changed\n\n").add(SUMS).add(sums(comparison));
    Counts counts = comparison.counts();
    page.add(
        "\n%d new, %d gone, %d grown, %d with something fixed, %d that can no longer be audited.\n"
            .formatted(
                counts.added(), counts.gone(), counts.grown(), counts.fixed(), counts.lost()));
    comparison.sections().forEach(section -> addImages(page, section));
    return page.toBytes();
  }

  private static String sums(Comparison comparison) {
    Sums before = comparison.before();
    Sums after = comparison.after();
    return MarkdownPage.row(
            "Images", String.valueOf(before.images()), String.valueOf(after.images()), "")
        + bytes("To pull", before.compressedBytes(), after.compressedBytes())
        + bytes("Left by builds", before.residueCompressedBytes(), after.residueCompressedBytes())
        + bytes("A refactor saves", before.savedCompressedBytes(), after.savedCompressedBytes());
  }

  private static String bytes(String name, long before, long after) {
    return MarkdownPage.row(
        name, ByteText.of(before), ByteText.of(after), ByteText.change(after - before));
  }

  private static void addImages(MarkdownPage page, Comparison.Section section) {
    List<String> rows =
        section.images().stream()
            .limit(MAX_ROWS)
            .map(change -> row(change, section.leftovers().apply(change)))
            .toList();
    page.addTable(section.heading(), IMAGE, rows, section.images().size());
  }

  private static String row(ImageChange change, List<ImageChange.Leftover> leftovers) {
    String verdict =
        change
            .after()
            .or(change::before)
            .flatMap(ImageChange.State::verdict)
            .map(MarkdownText::code)
            .orElse("");
    return MarkdownPage.row(
        MarkdownText.image(change.reference(), change.platform()),
        change.before().map(s -> ByteText.of(s.compressedBytes())).orElse(""),
        change.after().map(s -> ByteText.of(s.compressedBytes())).orElse(""),
        leftovers.isEmpty()
            ? verdict
            : leftovers.stream()
                .limit(NAMED)
                .map(leftover -> MarkdownText.code(leftover.title()))
                .collect(Collectors.joining(", ")));
  }
}
