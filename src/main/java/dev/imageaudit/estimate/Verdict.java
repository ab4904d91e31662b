package dev.imageaudit.estimate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a multi-stage refactor is worth the work.
 *
 * @param summary a sentence that a developer understands
 * @param recommendedProjection the name of the {@link Projection} to aim at; empty where nothing is
 *     to be done
 */
public record Verdict(Code code, String summary, Optional<String> recommendedProjection) {

  /** The verdict in one word: a closed set, part of the report's schema. */
  public enum Code {
    /** Build tools or source are shipped that a further stage removes. */
    REFACTOR,
    /** Waste lies in layers, but no build tools. */
    CLEAN_UP,
    /** Another stage would gain nothing worth the work. */
    NO_GAIN,
    ALREADY_LEAN,
    /** The image is there to build: a builder, CI or dev image. */
    TOOLS_ON_PURPOSE;

    /** The name in reports: {@code clean-up}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads {@link #code}.
     *
     * @throws IllegalArgumentException where there is no such verdict
     */
    @JsonCreator
    public static Code of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** Whether something is to be done. */
  public boolean isCandidate() {
    return code == Code.REFACTOR || code == Code.CLEAN_UP;
  }
}
