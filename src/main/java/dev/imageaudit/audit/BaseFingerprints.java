package dev.imageaudit.audit;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.packages.OsRelease;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises published base images by the history that they leave. */
final class BaseFingerprints {
  private static final String DATA = "base-fingerprints.yaml";
  private static final List<BaseFingerprint> BUNDLED = load();

  private BaseFingerprints() {}

  /** An entry as it stands in YAML. */
  private record Written(
      String id,
      String name,
      @Nullable String os,
      @Nullable Boolean first,
      List<WrittenStep> steps,
      String source) {
    BaseFingerprint read() {
      return new BaseFingerprint(
          id,
          name,
          Optional.ofNullable(os),
          first != null && first,
          steps.stream().map(WrittenStep::read).toList(),
          Objects.requireNonNull(source, id));
    }
  }

  /** A step as it stands in YAML. */
  private record WrittenStep(
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> is,
      @Nullable Boolean key,
      @Nullable Boolean repeats) {
    BaseFingerprint.Step read() {
      return new BaseFingerprint.Step(
          is.stream().map(StepPattern::of).toList(),
          key != null && key,
          repeats != null && repeats);
    }
  }

  private static List<BaseFingerprint> load() {
    try (InputStream in =
        Objects.requireNonNull(BaseFingerprints.class.getResourceAsStream(DATA), DATA)) {
      Written[] written = new ObjectMapper(new YAMLFactory()).readValue(in, Written[].class);
      return List.of(written).stream().map(Written::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that the program knows. */
  static List<BaseFingerprint> bundled() {
    return BUNDLED;
  }

  /**
   * The bases that the history shows, each built on the one before; of an image's variants the one
   * that most speaks for.
   */
  static List<BaseMatch> match(ImageConfig config, OsRelease distribution) {
    BuildHistory history = BuildHistory.of(config);
    Map<String, BaseMatch> byName = new HashMap<>();
    for (BaseFingerprint fingerprint : BUNDLED) {
      if (fingerprint.os().map(distribution.id()::equals).orElse(true)) {
        fingerprint
            .match(history)
            .filter(match -> match.layers() > 0)
            .ifPresent(match -> byName.merge(match.name(), match, BaseFingerprints::better));
      }
    }
    return chain(byName.values());
  }

  private static BaseMatch better(BaseMatch one, BaseMatch other) {
    int comparison =
        Integer.compare(
            one.missing().size() * other.expected(), other.missing().size() * one.expected());
    return comparison < 0 || (comparison == 0 && one.matched() >= other.matched()) ? one : other;
  }

  private static List<BaseMatch> chain(Collection<BaseMatch> matches) {
    List<BaseMatch> sorted = new ArrayList<>(matches);
    sorted.sort(
        Comparator.comparingInt(BaseMatch::layers)
            .thenComparingInt(BaseMatch::matched)
            .thenComparing(BaseMatch::name));
    return List.copyOf(sorted);
  }
}
