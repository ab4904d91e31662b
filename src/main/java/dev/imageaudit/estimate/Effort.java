package dev.imageaudit.estimate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much work following a verdict is: a closed set, part of the report's schema. */
public enum Effort {
  /** A cache or leftover is not kept: an option, a mount, or an entry in {@code .dockerignore}. */
  DROP_CACHE,
  /** What an instruction creates is removed in the same instruction. */
  SAME_INSTRUCTION,
  /** One more stage, on the base that is there. */
  FURTHER_STAGE,
  /** One more stage, on another base: to be tested. */
  CHANGE_OF_BASE;

  /** The name in reports: {@code further-stage}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads {@link #code}.
   *
   * @throws IllegalArgumentException where there is no such effort
   */
  @JsonCreator
  public static Effort of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
