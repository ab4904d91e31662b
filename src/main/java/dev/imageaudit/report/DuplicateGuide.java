package dev.imageaudit.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.estimate.Duplicate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a cause of duplicates means to somebody who reads of it in another tool.
 *
 * @param about what it is
 * @param advice what to do
 * @param uri where more is written
 */
record DuplicateGuide(Duplicate.Cause cause, String title, String about, String advice, URI uri) {
  private static final Map<Duplicate.Cause, DuplicateGuide> ALL = load();

  /** The guide to {@code cause}. */
  static DuplicateGuide of(Duplicate.Cause cause) {
    return Objects.requireNonNull(ALL.get(cause), cause.code());
  }

  /** The name of the rule that stands for it. */
  String rule() {
    return "duplicate-" + cause.code();
  }

  private static Map<Duplicate.Cause, DuplicateGuide> load() {
    try (InputStream in =
        Objects.requireNonNull(DuplicateGuide.class.getResourceAsStream("duplicates.yaml"))) {
      Map<Duplicate.Cause, DuplicateGuide> guides = new EnumMap<>(Duplicate.Cause.class);
      List<DuplicateGuide> read =
          new ObjectMapper(new YAMLFactory())
              .readValue(in, new TypeReference<List<DuplicateGuide>>() {});
      read.forEach(guide -> guides.put(guide.cause, guide));
      return guides;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
