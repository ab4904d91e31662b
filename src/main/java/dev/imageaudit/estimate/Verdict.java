package dev.imageaudit.estimate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whether a multi-stage refactor is worth the work.
 *
 * @param summary a sentence that a developer understands
 * @param recommendedProjection the name of the {@link Projection} to aim at; empty where nothing is
 *     to be done
 * @param effort how much work that is; empty where nothing is to be done
 * @param reasonsFor what speaks for doing something, as sentences
 * @param reasonsAgainst what speaks against it, as sentences
 * @param gains what an attacker no longer finds
 * @param warnings what it could break, as sentences
 */
public record Verdict(
    Code code,
    String summary,
    Optional<String> recommendedProjection,
    Optional<Effort> effort,
    List<String> reasonsFor,
    List<String> reasonsAgainst,
    Gains gains,
    List<String> warnings) {

  public Verdict {
    reasonsFor = List.copyOf(reasonsFor);
    reasonsAgainst = List.copyOf(reasonsAgainst);
    warnings = List.copyOf(warnings);
  }

  /** One of which no more is to be said. */
  public Verdict(Code code, String summary, Optional<String> recommendedProjection) {
    this(
        code,
        summary,
        recommendedProjection,
        Optional.empty(),
        List.of(),
        List.of(),
        Gains.NONE,
        List.of());
  }

  Verdict withReasons(List<String> inFavour, List<String> against) {
    return new Verdict(
        code, summary, recommendedProjection, effort, inFavour, against, gains, warnings);
  }

  /** The same, each of its texts passed through {@code text}. */
  public Verdict map(UnaryOperator<String> text) {
    return new Verdict(
        code,
        text.apply(summary),
        recommendedProjection,
        effort,
        reasonsFor.stream().map(text).toList(),
        reasonsAgainst.stream().map(text).toList(),
        gains,
        warnings.stream().map(text).toList());
  }

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
