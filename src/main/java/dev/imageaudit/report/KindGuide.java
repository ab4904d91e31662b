package dev.imageaudit.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.detect.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a kind of finding means to somebody who reads of it in another tool.
 *
 * @param level {@code error}, {@code warning} or {@code note}
 * @param security whether it is a security reviewer's question
 * @param about what it is and why it does not belong in an image
 * @param advice what to do
 * @param uri where more is written
 */
record KindGuide(
    Kind kind, String title, String level, boolean security, String about, String advice, URI uri) {
  private static final Map<Kind, KindGuide> ALL = load();

  /** The guide to {@code kind}. */
  static KindGuide of(Kind kind) {
    return Objects.requireNonNull(ALL.get(kind), kind.code());
  }

  private static Map<Kind, KindGuide> load() {
    try (InputStream in =
        Objects.requireNonNull(KindGuide.class.getResourceAsStream("kinds.yaml"))) {
      Map<Kind, KindGuide> guides = new EnumMap<>(Kind.class);
      List<KindGuide> read =
          new ObjectMapper(new YAMLFactory())
              .readValue(in, new TypeReference<List<KindGuide>>() {});
      read.forEach(guide -> guides.put(guide.kind, guide));
      return guides;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
