package dev.imageaudit.audit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Platform;
import java.util.Optional;

/** What became of one image of the list; each has exactly one for each of its platforms. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ImageAudit.class, name = "audited"),
  @JsonSubTypes.Type(value = AuditOutcome.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = AuditOutcome.Skipped.class, name = "skipped")
})
public sealed interface AuditOutcome permits ImageAudit, AuditOutcome.Failed, AuditOutcome.Skipped {
  /** The name as the user gave it; of a pattern the reference that it found. */
  String reference();

  /** Which image it turned out to be, as far as that is known. */
  Optional<ResolvedName> resolved();

  /** What it runs on, as far as that is known. */
  Optional<Platform> platform();

  Labels labels();

  /** Why there is no result. */
  record Failure(Stage stage, FailureReason reason, String message) {}

  /** An image that could not be audited. */
  record Failed(
      String reference,
      Optional<ResolvedName> resolved,
      Optional<Platform> platform,
      Labels labels,
      Failure failure)
      implements AuditOutcome {}

  /** What is no container image and is left out on purpose: a chart, a signature. */
  record Skipped(
      String reference,
      Optional<ResolvedName> resolved,
      Optional<Platform> platform,
      Labels labels,
      Failure failure)
      implements AuditOutcome {}
}
