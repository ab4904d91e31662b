package dev.imageaudit.audit;

import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Platform;
import java.util.Locale;
import java.util.Optional;

/**
 * By what the images of a fleet are told apart.
 *
 * @param by what that is
 * @param label the column of the fleet list; empty unless it is by one
 */
public record GroupKey(By by, String label) {
  private static final String LABEL = "label:";

  /** What is known of images that may tell them apart. */
  public enum By {
    OWNER,
    GROUP,
    ENVIRONMENT,
    REGISTRY,
    REPOSITORY,
    PLATFORM,
    BASE,
    /** A further column of the fleet list. */
    LABEL
  }

  /**
   * Reads {@code owner}, {@code registry}, {@code label:costCentre}.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static GroupKey parse(String text) {
    if (text.startsWith(LABEL) && text.length() > LABEL.length()) {
      return new GroupKey(By.LABEL, text.substring(LABEL.length()));
    }
    for (By by : By.values()) {
      if (by != By.LABEL && by.name().toLowerCase(Locale.ROOT).equals(text)) {
        return new GroupKey(by, "");
      }
    }
    throw new IllegalArgumentException(
        "takes owner, group, environment, registry, repository, platform, base or label:COLUMN, not "
            + text);
  }

  /** The name on the command line. */
  public String code() {
    return by == By.LABEL ? LABEL + label : by.name().toLowerCase(Locale.ROOT);
  }

  /** The group of {@code outcome}; empty where nothing tells. */
  public Optional<String> of(AuditOutcome outcome) {
    Labels labels = outcome.labels();
    return switch (by) {
      case OWNER -> labels.owner();
      case GROUP -> labels.group();
      case ENVIRONMENT -> labels.environment();
      case REGISTRY -> outcome.resolved().flatMap(ResolvedName::registry);
      case REPOSITORY ->
          outcome
              .resolved()
              .flatMap(
                  name ->
                      name.repository()
                          .map(path -> name.registry().map(r -> r + "/").orElse("") + path));
      case PLATFORM -> outcome.platform().map(Platform::toString);
      case BASE ->
          outcome instanceof ImageAudit image ? image.base().name() : Optional.<String>empty();
      case LABEL -> Optional.ofNullable(labels.others().get(label));
    };
  }
}
