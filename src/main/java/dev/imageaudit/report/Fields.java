package dev.imageaudit.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a template's placeholders may ask of a {@code T}, by name.
 *
 * @param byName the values that there always are
 * @param otherwise those whose names the data decide
 */
record Fields<T>(
    Map<String, Function<T, CellValue>> byName,
    Function<String, Optional<Function<T, CellValue>>> otherwise) {

  static <T> Fields<T> of(Map<String, Function<T, CellValue>> byName) {
    return new Fields<>(byName, name -> Optional.empty());
  }

  Optional<Function<T, CellValue>> find(String name) {
    return Optional.ofNullable(byName.get(name)).or(() -> otherwise.apply(name));
  }

  /** The same values of an {@code S} that leads to a {@code T}, their names prefixed. */
  <S> Fields<S> under(String prefix, Function<S, T> path) {
    Map<String, Function<S, CellValue>> prefixed = new LinkedHashMap<>();
    byName.forEach((name, value) -> prefixed.put(prefix + name, path.andThen(value)));
    return new Fields<>(
        prefixed,
        name ->
            name.startsWith(prefix)
                ? otherwise.apply(name.substring(prefix.length())).map(path::andThen)
                : Optional.empty());
  }

  /** These and, where they have no such name, {@code more}. */
  Fields<T> and(Fields<T> more) {
    Map<String, Function<T, CellValue>> all = new LinkedHashMap<>(byName);
    more.byName.forEach(all::putIfAbsent);
    return new Fields<>(all, name -> otherwise.apply(name).or(() -> more.otherwise.apply(name)));
  }
}
