package dev.imageaudit.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** By what a base image is known. */
public enum BaseEvidence {
  /** All its layers are the image's first. */
  PROVED,
  /** The history, or the distribution, looks like it. */
  INFERRED;

  /** The name in reports. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #code}.
   *
   * @throws IllegalArgumentException where there is no such evidence
   */
  @JsonCreator
  public static BaseEvidence of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
