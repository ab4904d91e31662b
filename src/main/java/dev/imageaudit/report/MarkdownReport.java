package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.BaseUse;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.oci.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The report for a comment on a pull request, {@code audit.md}: the sums, the best candidates,
 * secrets, what failed. It is shorter than a comment may be: what does not fit is counted.
 */
public final class MarkdownReport implements ReportWriter {
  /** Of UTF-8. GitHub's comments have at most 65,536 characters. */
  static final int MAX_BYTES = 60_000;

  private static final String SUMS =
      """
      | | |
      | --- | ---: |
      """;
  private static final String CANDIDATE =
      """
      | image | saved | of | what to do | largest findings |
      | --- | ---: | ---: | --- | --- |
      """;
  private static final String BREACH =
      """
      | image | rule | what breaks it | what would fix it |
      | --- | --- | --- | --- |
      """;
  private static final String SECRET =
      """
      | secret | image | where |
      | --- | --- | --- |
      """;
  private static final String BASE =
      """
      | base | images | none needs | in all of them |
      | --- | ---: | ---: | ---: |
      """;
  private static final String FAILURE =
      """
      | image | reason | message |
      | --- | --- | --- |
      """;

  private static final int MAX_CANDIDATES = 50;
  private static final int MAX_OTHERS = 20;
  private static final int MAX_BASES = 10;
  private static final int TOP_FINDINGS = 3;

  private final Optional<GateResult> judged;

  /** A report of a run without a policy. */
  public MarkdownReport() {
    this(Optional.empty());
  }

  /** A report that says what the policy says, if there is one. */
  public MarkdownReport(Optional<GateResult> judged) {
    this.judged = judged;
  }

  @Override
  public String fileName() {
    return "audit.md";
  }

  @Override
  public void write(FleetAudit fleet, OutputStream out) throws IOException {
    TopCandidates top = new TopCandidates(MAX_CANDIDATES);
    List<String> failures = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    int secretCount = 0;
    for (AuditOutcome outcome : fleet.outcomes()) {
      top.add(outcome);
      if (outcome instanceof ImageAudit image) {
        for (Finding finding : image.findings()) {
          if (finding.kind() == Kind.SECRET && ++secretCount <= MAX_OTHERS) {
            secrets.add(secret(image, finding));
          }
        }
      } else if (outcome instanceof AuditOutcome.Failed failed && failures.size() < MAX_OTHERS) {
        failures.add(failure(failed));
      }
    }
    MarkdownPage page = new MarkdownPage(MAX_BYTES);
    page.add("## Container images\n\n").add(SUMS).add(sums(fleet.totals()));
    judged.ifPresent(result -> addBreaches(result, page));
    page.addTable("Secrets", SECRET, secrets, secretCount);
    page.addTable(
        "Worth a refactor",
        CANDIDATE,
        top.sorted().stream().map(MarkdownReport::candidate).toList(),
        fleet.totals().candidates());
    List<BaseUse> bases =
        fleet.bases().stream().filter(base -> base.unneededCompressedBytes() > 0).toList();
    page.addTable(
        "Bases worth another one",
        BASE,
        bases.stream().limit(MAX_BASES).map(MarkdownReport::base).toList(),
        bases.size());
    page.addTable("Could not be audited", FAILURE, failures, fleet.totals().failed());
    page.add("\nBytes are those to pull; a layer that images share counts once in the sums. ");
    page.add(fleet.tool().name() + " " + fleet.tool().version() + "\n");
    out.write(page.toBytes());
  }

  private static void addBreaches(GateResult result, MarkdownPage page) {
    page.add(result.passed() ? "\nThe policy holds.\n" : "\n**The policy is broken.**\n");
    page.addTable(
        "Against the policy",
        BREACH,
        result.breaches().stream().limit(MAX_CANDIDATES).map(MarkdownReport::breach).toList(),
        Math.toIntExact(result.breachCount()));
  }

  private static String breach(GateResult.Breach breach) {
    return MarkdownPage.row(
        MarkdownText.image(breach.reference(), breach.platform()),
        MarkdownText.code(breach.rule()) + " " + breach.limit(),
        MarkdownText.code(breach.message()),
        MarkdownText.code(breach.fix() + breach.expired().map(e -> " " + e.sentence()).orElse("")));
  }

  private static String sums(FleetTotals totals) {
    return MarkdownPage.row("Images", images(totals))
        + MarkdownPage.row("To pull today", ByteText.of(totals.compressedBytes()))
        + MarkdownPage.row(
            "A refactor saves",
            "%s (%s)"
                .formatted(
                    ByteText.of(totals.savedCompressedBytes()),
                    ByteText.percent(totals.savedCompressedBytes(), totals.compressedBytes())))
        + MarkdownPage.row("Images worth one", count(totals.candidates()))
        + MarkdownPage.row(
            "Shipped more than once", ByteText.of(totals.duplicateCompressedBytes()));
  }

  private static String images(FleetTotals totals) {
    String images = count(totals.images());
    images += totals.failed() == 0 ? "" : ", " + count(totals.failed()) + " failed";
    return images + (totals.skipped() == 0 ? "" : ", " + count(totals.skipped()) + " skipped");
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String candidate(ImageAudit image) {
    long saved = Saving.of(image).range().expected();
    return MarkdownPage.row(
        MarkdownText.image(image.reference(), image.platform().map(Platform::toString)),
        ByteText.of(saved),
        ByteText.of(image.size().compressedBytes()),
        image.verdict().code().code(),
        image.findings().stream()
            .filter(finding -> !finding.neededAtRuntime() && finding.compressedBytes() > 0)
            .limit(TOP_FINDINGS)
            .map(
                f ->
                    MarkdownText.code(f.name())
                        + " "
                        + ByteText.of(f.compressedBytes())
                        + (f.cameWithBase() ? " of the base" : ""))
            .collect(Collectors.joining(", ")));
  }

  private static String base(BaseUse base) {
    return MarkdownPage.row(
        MarkdownText.code(base.name()) + " " + base.evidence().code(),
        count(base.images()),
        ByteText.of(base.unneededCompressedBytes()),
        ByteText.of(base.unneededCompressedBytes() * base.images()));
  }

  private static String secret(ImageAudit image, Finding finding) {
    return MarkdownPage.row(
        MarkdownText.code(finding.name()),
        MarkdownText.code(image.reference()),
        finding.evidence().stream().map(MarkdownText::code).collect(Collectors.joining(", ")));
  }

  private static String failure(AuditOutcome.Failed failed) {
    return MarkdownPage.row(
        MarkdownText.code(failed.reference()),
        failed.failure().reason().code(),
        MarkdownText.code(failed.failure().message()));
  }
}
