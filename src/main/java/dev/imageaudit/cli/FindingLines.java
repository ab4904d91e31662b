package dev.imageaudit.cli;

import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.audit.ListedDuplicates;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.report.ByteText;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was found in an image, with the reasons. */
final class FindingLines {
  private static final String INDENT = " ".repeat(11);
  private static final int NAMED_PATHS = 3;

  private final ImageAudit image;
  private final Sheet sheet;
  private final int shown;

  /** {@code shown} is how many of each sort are printed; the others are counted. */
  FindingLines(ImageAudit image, Sheet sheet, int shown) {
    this.image = image;
    this.sheet = sheet;
    this.shown = shown;
  }

  void print() {
    Predicate<Finding> isSecret = finding -> finding.kind() == Kind.SECRET;
    Predicate<Finding> isNeeded = Finding::neededAtRuntime;
    print("Secrets", isSecret);
    print("Not needed to run", isSecret.or(isNeeded).negate());
    print("Needed to run", isNeeded.and(isSecret.negate()));
    printDuplicates(image.duplicates());
  }

  private void print(String heading, Predicate<Finding> which) {
    List<Finding> findings = image.findings().stream().filter(which).toList();
    if (findings.isEmpty()) {
      return;
    }
    long bytes = findings.stream().mapToLong(Finding::bytes).sum();
    sheet.heading(heading + " (" + ByteText.of(bytes) + " unpacked)");
    findings.stream().limit(shown).forEach(this::print);
    omitted(findings.size() - shown);
  }

  private void print(Finding finding) {
    Sheet.Look look =
        finding.kind() == Kind.SECRET
            ? Sheet.Look.BAD
            : finding.neededAtRuntime() ? Sheet.Look.PLAIN : Sheet.Look.WASTE;
    sheet
        .line()
        .right(ByteText.of(finding.bytes()), 9)
        .add("  ")
        .add(finding.version().map(v -> finding.name() + " " + v).orElse(finding.name()), look)
        .add("  " + finding.kind().code(), Sheet.Look.FAINT)
        .end();
    sheet.wrapped(INDENT, finding.reason());
    sheet.wrapped(INDENT, about(finding) + ": " + places(finding.paths()), Sheet.Look.FAINT);
    finding
        .instruction()
        .ifPresent(
            by ->
                sheet
                    .line()
                    .add(INDENT + "by " + by.replaceAll("\\s+", " "), Sheet.Look.FAINT)
                    .end());
  }

  private static String about(Finding finding) {
    return finding.confidence().code()
        + " confidence"
        + finding.packageName().map(name -> ", package " + name).orElse("")
        + (finding.layers().isEmpty() ? "" : ", layer " + numbers(finding.layers()))
        + finding.base().map(base -> " of the base " + base).orElse("");
  }

  private static String numbers(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String places(ImageAudit.FoundPaths paths) {
    String first = paths.roots().stream().limit(NAMED_PATHS).collect(Collectors.joining(" "));
    return paths.count() == 1 || paths.roots().isEmpty()
        ? first
        : first
            + (paths.roots().size() > NAMED_PATHS ? " …" : "")
            + " ("
            + paths.count()
            + " paths)";
  }

  private void printDuplicates(ListedDuplicates duplicates) {
    if (duplicates.groups().isEmpty()) {
      return;
    }
    sheet.heading("Shipped more than once (" + ByteText.of(duplicates.bytes()) + " unpacked)");
    int groups = Math.min(shown, duplicates.groups().size());
    for (ListedDuplicates.Group group : duplicates.groups().subList(0, groups)) {
      sheet
          .line()
          .right(ByteText.of(group.bytes()), 9)
          .add("  ")
          .add(group.files() + (group.files() == 1 ? " file, " : " files, "), Sheet.Look.WASTE)
          .add(group.cause().code(), Sheet.Look.WASTE)
          .end();
      sheet.wrapped(INDENT, group.reason());
      sheet.wrapped(INDENT, places(group.places()), Sheet.Look.FAINT);
    }
    omitted(duplicates.groups().size() - groups + duplicates.groupsOmitted());
  }

  private void omitted(int count) {
    if (count > 0) {
      sheet.line().add(INDENT + "and " + count + " more", Sheet.Look.FAINT).end();
    }
  }
}
