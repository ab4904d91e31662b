package dev.imageaudit.detect;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How sure a finding is. */
public enum Confidence {
  LOW,
  MEDIUM,
  HIGH;

  /** The name in reports. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #code}.
   *
   * @throws IllegalArgumentException where there is no such confidence
   */
  @JsonCreator
  public static Confidence of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
