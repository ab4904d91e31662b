package dev.imageaudit.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Typed access to the maps and lists of a parsed document that may be of any shape. */
final class DocumentFields {
  private DocumentFields() {}

  /** A text that says something. */
  static Optional<String> text(Map<?, ?> map, String field) {
    return map.get(field) instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }

  /** A number that is not negative. */
  static Optional<Long> count(Map<?, ?> map, String field) {
    return map.get(field) instanceof Number number && number.longValue() >= 0
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** Empty where there is no map. */
  static Map<?, ?> map(Map<?, ?> map, String field) {
    return map.get(field) instanceof Map<?, ?> value ? value : Map.of();
  }

  /** The maps of a list; empty where there is no list. */
  static List<Map<?, ?>> maps(Map<?, ?> map, String field) {
    if (map.get(field) instanceof Collection<?> values) {
      return values.stream()
          .<Map<?, ?>>mapMulti(
              (value, each) -> {
                if (value instanceof Map<?, ?> element) {
                  each.accept(element);
                }
              })
          .toList();
    }
    return List.of();
  }

  /** The texts of a list, numbers among them; empty where there is no list. */
  static List<String> texts(Map<?, ?> map, String field) {
    return map.get(field) instanceof Collection<?> values
        ? values.stream().filter(v -> v != null).map(String::valueOf).toList()
        : List.of();
  }
}
