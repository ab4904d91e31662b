package dev.imageaudit.cli;

import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.BasePart;
import dev.imageaudit.audit.Labels;
import dev.imageaudit.dockerfile.Refactoring;
import dev.imageaudit.estimate.Gains;
import dev.imageaudit.estimate.Projection;
import dev.imageaudit.estimate.Verdict;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.report.ByteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One image's audit, as a person would like to read it. */
final class ImagePage {
  private static final int BAR_COLUMNS = 24;

  private final ImageAudit image;
  private final Sheet sheet;

  private ImagePage(ImageAudit image, Sheet sheet) {
    this.image = image;
    this.sheet = sheet;
  }

  /** Prints {@code image} on {@code sheet}, at most {@code shown} findings of a sort. */
  static void print(ImageAudit image, Sheet sheet, int shown) {
    ImagePage page = new ImagePage(image, sheet);
    page.head();
    page.verdict();
    page.projections();
    page.accounts();
    new ByteTree(image.breakdown().paths()).print(sheet);
    LayerLines.print(image, sheet);
    new FindingLines(image, sheet, shown).print();
    page.breakage();
    page.advice();
  }

  private void head() {
    sheet.heading(image.reference());
    field("Platform", image.platform().map(Platform::toString));
    field("Digest", image.resolved().flatMap(name -> name.digest()).map(Object::toString));
    field("Made", image.created());
    field("Whose", owner(image.labels()));
    field("Runs", Optional.of(command()));
    field("Base", base());
    field(
        "To pull",
        Optional.of(
            "%s in %d layers; %s unpacked, %s in files"
                .formatted(
                    ByteText.of(image.size().compressedBytes()),
                    image.layers().size(),
                    ByteText.of(image.size().uncompressedBytes()),
                    ByteText.of(image.size().fileBytes()))));
  }

  private void field(String name, Optional<String> value) {
    value.filter(v -> !v.isBlank()).ifPresent(v -> sheet.wrapped("%-10s ".formatted(name), v));
  }

  private static Optional<String> owner(Labels labels) {
    List<String> parts = new ArrayList<>();
    labels.owner().ifPresent(parts::add);
    labels.group().ifPresent(group -> parts.add("group " + group));
    labels.environment().ifPresent(environment -> parts.add("environment " + environment));
    return Optional.of(String.join(", ", parts));
  }

  private String command() {
    List<String> words = new ArrayList<>(image.config().entrypoint());
    words.addAll(image.config().cmd());
    return (words.isEmpty() ? "nothing by itself" : String.join(" ", words))
        + (image.config().workingDir().isEmpty() ? "" : ", in " + image.config().workingDir())
        + (image.config().user().isEmpty() ? ", as root" : ", as " + image.config().user());
  }

  private Optional<String> base() {
    List<String> parts = new ArrayList<>();
    for (BasePart part : image.base().parts()) {
      parts.add(
          "%s (%s, %d of %d layers)"
              .formatted(
                  part.title(), part.evidence().code(), part.layers(), image.layers().size()));
    }
    if (parts.isEmpty()) {
      image.base().name().ifPresent(parts::add);
    }
    image.base().claimed().ifPresent(name -> parts.add("claimed: " + name));
    return Optional.of(parts.isEmpty() ? "not known" : String.join("; ", parts));
  }

  private void verdict() {
    Verdict verdict = image.verdict();
    sheet.heading("Verdict");
    sheet
        .line()
        .add(verdict.code().code(), verdict.isCandidate() ? Sheet.Look.WASTE : Sheet.Look.GOOD)
        .add(verdict.effort().map(effort -> ", effort: " + effort.code()).orElse(""))
        .end();
    sheet.wrapped("  ", verdict.summary());
    verdict.reasonsFor().forEach(reason -> sheet.wrapped("  + ", reason));
    verdict.reasonsAgainst().forEach(reason -> sheet.wrapped("  - ", reason));
    gains(verdict.gains());
  }

  private void gains(Gains gains) {
    gone("build tools", gains.buildTools());
    gone("package managers", gains.packageManagers());
    gone("shells", gains.shells());
    if (gains.packages() > 0) {
      sheet.wrapped("  + ", gains.packages() + " of the distribution's packages go.");
    }
  }

  private void gone(String what, List<String> names) {
    if (!names.isEmpty()) {
      sheet.wrapped(
          "  + ", "An attacker no longer finds " + what + ": " + String.join(", ", names));
    }
  }

  private void projections() {
    if (image.projections().isEmpty()) {
      return;
    }
    sheet.heading("Today and what it could be (to pull)");
    bar("today", image.size().compressedBytes(), "", Sheet.Look.PLAIN);
    for (Projection projection : image.projections()) {
      boolean isAdvised =
          image.verdict().recommendedProjection().equals(Optional.of(projection.name()));
      Projection.Range size = projection.compressedBytes();
      bar(
          projection.name(),
          size.expected(),
          "saves %4s, %s to %s%s%s"
              .formatted(
                  ByteText.percent(
                      projection.savedCompressedBytes().expected(), image.size().compressedBytes()),
                  ByteText.of(size.low()),
                  ByteText.of(size.high()),
                  projection.base().map(base -> ", on " + base).orElse(""),
                  isAdvised ? "  (advised)" : ""),
          isAdvised ? Sheet.Look.GOOD : Sheet.Look.FAINT);
    }
  }

  private void accounts() {
    sheet.heading("What the bytes are for (to pull)");
    image.ledger().accounts().stream()
        .filter(account -> account.compressedBytes() > 0)
        .sorted((a, b) -> Long.compare(b.compressedBytes(), a.compressedBytes()))
        .forEach(
            account ->
                bar(
                    account.name(),
                    account.compressedBytes(),
                    ByteText.percent(account.compressedBytes(), image.size().compressedBytes()),
                    ByteTree.isWaste(account.name()) ? Sheet.Look.WASTE : Sheet.Look.FAINT));
  }

  private void bar(String name, long bytes, String text, Sheet.Look look) {
    long whole = Math.max(1, image.size().compressedBytes());
    int filled = (int) Math.min(BAR_COLUMNS, Math.round((double) BAR_COLUMNS * bytes / whole));
    sheet
        .line()
        .add("  ")
        .left(name, 16)
        .add("█".repeat(filled) + " ".repeat(BAR_COLUMNS - filled), look)
        .right(ByteText.of(bytes), 9)
        .add(text.isEmpty() ? "" : "  " + text)
        .end();
  }

  private void breakage() {
    List<String> warnings = new ArrayList<>(image.verdict().warnings());
    image
        .unreadDatabases()
        .forEach(path -> warnings.add("The package database " + path + " could not be read."));
    for (String clause : image.uncertainties()) {
      if (warnings.stream().noneMatch(warning -> warning.endsWith(clause))) {
        warnings.add("It could not be followed: " + clause);
      }
    }
    if (!warnings.isEmpty()) {
      sheet.heading("What could break");
      warnings.forEach(warning -> sheet.wrapped("  - ", warning));
    }
  }

  private void advice() {
    if (image.refactoring().isEmpty()) {
      return;
    }
    Refactoring refactoring = image.refactoring().get();
    sheet.heading("What to do");
    for (Refactoring.PatchStep step : refactoring.patch()) {
      sheet.wrapped("  ", step.reason());
      sheet.wrapped("    - ", step.instruction(), Sheet.Look.BAD);
      sheet.wrapped("    + ", step.replacement(), Sheet.Look.GOOD);
    }
    sheet.wrapped(
        "  ",
        "From %s to %s in a multi-stage Dockerfile: image-audit dockerfile %s"
            .formatted(
                refactoring.builderBase().orElse("the image that it begins with"),
                refactoring.runtimeBase(),
                image.reference()));
    refactoring.fillIns().stream().distinct().forEach(question -> sheet.wrapped("  ? ", question));
    refactoring.notes().forEach(note -> sheet.wrapped("  - ", note));
  }
}
