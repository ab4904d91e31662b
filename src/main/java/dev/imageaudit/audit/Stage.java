package dev.imageaudit.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where on the way from name to result an image failed. */
public enum Stage {
  /** Reading the fleet list. */
  LIST,
  /** Finding the image, reading its manifest and configuration. */
  RESOLVE,
  /** Reading a layer. */
  LAYERS,
  /** Working out the result. */
  AUDIT;

  /** The name in reports. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #code}.
   *
   * @throws IllegalArgumentException where there is no such stage
   */
  @JsonCreator
  public static Stage of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
