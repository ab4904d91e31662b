package dev.imageaudit.detect;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a finding is: a closed set, part of the report's schema. */
public enum Kind {
  COMPILER,
  SDK,
  BUILD_TOOL,
  PACKAGE_MANAGER,
  HEADERS,
  STATIC_LIBRARY,
  DEBUG_SYMBOLS,
  SOURCE,
  VCS,
  DEV_DEPENDENCY,
  PACKAGE_CACHE,
  BUILD_CACHE,
  DOCUMENTATION,
  TEMPORARY,
  SECRET,
  /** Not needed to build either, but what an attacker finds useful. */
  ATTACK_SURFACE;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in reports: {@code build-tool}. */
  @JsonValue
  public String code() {
    return code;
  }

  /**
   * Reads {@link #code}.
   *
   * @throws IllegalArgumentException where there is no such kind
   */
  @JsonCreator
  public static Kind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
