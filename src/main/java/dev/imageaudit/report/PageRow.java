package dev.imageaudit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.AuditOutcome.Failure;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.ByteLedger;
import dev.imageaudit.oci.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image in the page's overview: what its table shows, sorts and searches.
 *
 * @param accounts the ledger's compressed bytes
 * @param names of findings, the largest first; there may be more
 * @param secrets how many of the findings are secrets
 */
record PageRow(
    String reference,
    Optional<String> platform,
    String status,
    Optional<String> owner,
    Optional<String> group,
    Optional<String> environment,
    Optional<String> verdict,
    long compressedBytes,
    long uncompressedBytes,
    long savedBytes,
    Optional<String> base,
    int findings,
    int secrets,
    int packages,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> accounts,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> names,
    Optional<String> failure,
    Optional<String> message) {
  private static final int MAX_NAMES = 30;

  static PageRow of(AuditOutcome outcome) {
    if (outcome instanceof ImageAudit image) {
      return of(image);
    }
    return outcome instanceof AuditOutcome.Failed failed
        ? of(outcome, "failed", failed.failure())
        : of(outcome, "skipped", ((AuditOutcome.Skipped) outcome).failure());
  }

  private static PageRow of(ImageAudit image) {
    Map<String, Long> accounts = new LinkedHashMap<>();
    for (ByteLedger.Account account : image.ledger().accounts()) {
      accounts.put(account.name(), account.compressedBytes());
    }
    return new PageRow(
        image.reference(),
        image.platform().map(Platform::toString),
        "audited",
        image.labels().owner(),
        image.labels().group(),
        image.labels().environment(),
        Optional.of(image.verdict().code().code()),
        image.size().compressedBytes(),
        image.size().uncompressedBytes(),
        Saving.of(image).range().expected(),
        image.base().name(),
        image.findings().size(),
        (int) image.findings().stream().filter(f -> f.kind() == Kind.SECRET).count(),
        image.packages().size() + image.packagesOmitted(),
        accounts,
        image.findings().stream()
            .map(ImageAudit.Finding::name)
            .distinct()
            .limit(MAX_NAMES)
            .toList(),
        Optional.empty(),
        Optional.empty());
  }

  private static PageRow of(AuditOutcome outcome, String status, Failure failure) {
    return new PageRow(
        outcome.reference(),
        outcome.platform().map(Platform::toString),
        status,
        outcome.labels().owner(),
        outcome.labels().group(),
        outcome.labels().environment(),
        Optional.empty(),
        0,
        0,
        0,
        Optional.empty(),
        0,
        0,
        0,
        Map.of(),
        List.of(),
        Optional.of(failure.reason().code()),
        Optional.of(failure.message()));
  }
}
