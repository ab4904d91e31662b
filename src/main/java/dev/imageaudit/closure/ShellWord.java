package dev.imageaudit.closure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A word of a shell script before its expansion. */
record ShellWord(List<Part> parts) {
  private static final int MAX_VALUES = 8;

  /** A piece of a word. */
  sealed interface Part {}

  /** Characters as they stand, quotes removed. */
  record Text(String text) implements Part {}

  /** {@code $name} or {@code ${name:-fallback}}. */
  record Variable(String name, Optional<String> fallback) implements Part {}

  /** {@code $(script)}. */
  record Substitution(String script) implements Part {}

  /** An expansion that is not followed. */
  record Unknown() implements Part {}

  /** The items of an array, {@code (a b)}. */
  record Array(List<ShellWord> items) implements Part {
    Array {
      items = List.copyOf(items);
    }
  }

  ShellWord {
    parts = List.copyOf(parts);
  }

  /** The word's characters where it needs no expansion. */
  Optional<String> literal() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (!(part instanceof Text literal)) {
        return Optional.empty();
      }
      text.append(literal.text);
    }
    return Optional.of(text.toString());
  }

  /** The items, where it is an array. */
  Optional<List<ShellWord>> items() {
    return parts.size() == 1 && parts.get(0) instanceof Array array
        ? Optional.of(array.items)
        : Optional.empty();
  }

  /** The array whose items it stands for: {@code "${name[@]}"}. */
  Optional<String> arrayName() {
    return parts.size() == 1
            && parts.get(0) instanceof Variable variable
            && variable.name.endsWith("[@]")
        ? Optional.of(variable.name.substring(0, variable.name.length() - "[@]".length()))
        : Optional.empty();
  }

  /** Whether it stands for all arguments: {@code "$@"}. */
  boolean isAllArguments() {
    return parts.size() == 1
        && parts.get(0) instanceof Variable variable
        && (variable.name.equals("@") || variable.name.equals("*"));
  }

  /**
   * What the word may expand to; empty where that cannot be told.
   *
   * @param variables the values that a name may have; empty where they are not known
   * @param substitutions what the output of a script is; empty where it is not known
   */
  List<String> values(
      Function<String, List<String>> variables, Function<String, Optional<String>> substitutions) {
    List<String> values = List.of("");
    for (Part part : parts) {
      List<String> choices = choices(part, variables, substitutions);
      List<String> longer = new ArrayList<>();
      for (String value : values) {
        for (String choice : choices) {
          if (longer.size() < MAX_VALUES) {
            longer.add(value + choice);
          }
        }
      }
      values = longer;
    }
    return values;
  }

  private static List<String> choices(
      Part part,
      Function<String, List<String>> variables,
      Function<String, Optional<String>> substitutions) {
    if (part instanceof Text text) {
      return List.of(text.text);
    }
    if (part instanceof Variable variable) {
      List<String> known = variables.apply(variable.name);
      return known.isEmpty() ? variable.fallback.stream().toList() : known;
    }
    if (part instanceof Substitution substitution) {
      return substitutions.apply(substitution.script).stream().toList();
    }
    return List.of();
  }
}
