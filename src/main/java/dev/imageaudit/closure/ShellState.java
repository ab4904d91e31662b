package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shell may know at a point of a script: its directory, and every value that a variable or
 * an argument may have by then. Values are only ever added, as nobody knows which branch is taken.
 */
final class ShellState {
  private static final Pattern OWN_DIRECTORY =
      Pattern.compile("(?s).*\\bdirname\\b.*\\$(?:0|\\{?BASH_SOURCE).*");
  private static final Pattern LOOKED_UP =
      Pattern.compile("\\s*(?:which|command -v|type -[pP])\\s+\"?([A-Za-z0-9_./+-]+)\"?\\s*.*");

  private static final int MAX_ARGUMENT_LISTS = 8;

  private final String script;
  private final List<List<String>> argumentLists = new ArrayList<>();
  private final Map<String, Set<String>> variables = new HashMap<>();
  private final Map<String, List<ShellWord>> arrays = new HashMap<>();
  private String directory;

  /**
   * The state before the first command.
   *
   * @param script its own path
   * @param arguments that it is started with
   * @param directory that it is started in
   */
  ShellState(
      String script, List<String> arguments, String directory, Map<String, String> environment) {
    this.script = script;
    this.argumentLists.add(arguments);
    this.directory = directory;
    environment.forEach((name, value) -> variables.put(name, Set.of(value)));
  }

  String directory() {
    return directory;
  }

  void changeDirectory(String to) {
    directory = to;
  }

  /** Whether {@code path} is the directory that the script lies in. */
  boolean isOwnDirectory(String path) {
    return path.equals(Paths.parent(script));
  }

  /** Gives a variable one more value, or several; those that are known. */
  List<String> assign(String name, ShellWord value) {
    value.items().ifPresent(i -> arrays.computeIfAbsent(name, n -> new ArrayList<>()).addAll(i));
    Set<String> values = new LinkedHashSet<>(variables.getOrDefault(name, Set.of()));
    List<String> news = valuesOf(value);
    values.addAll(news);
    variables.put(name, values);
    return news;
  }

  /** The lists that the arguments may be, that which the script is started with first. */
  List<List<String>> argumentLists() {
    return List.copyOf(argumentLists);
  }

  void addArguments(List<String> list) {
    if (argumentLists.size() < MAX_ARGUMENT_LISTS && !argumentLists.contains(list)) {
      argumentLists.add(List.copyOf(list));
    }
  }

  void shift() {
    for (List<String> arguments : argumentLists()) {
      addArguments(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
    }
  }

  /** The same with the items of arrays in the place of their names. */
  List<ShellWord> expanded(List<ShellWord> words) {
    List<ShellWord> expanded = new ArrayList<>();
    for (ShellWord word : words) {
      Optional<List<ShellWord>> items = word.arrayName().map(arrays::get);
      items.ifPresentOrElse(expanded::addAll, () -> expanded.add(word));
    }
    return expanded;
  }

  /** The words whose values are known, the first of each; {@code "$@"} becomes the arguments. */
  List<String> known(List<ShellWord> words, List<String> arguments) {
    List<String> known = new ArrayList<>();
    for (ShellWord word : expanded(words)) {
      if (word.isAllArguments()) {
        known.addAll(arguments);
      } else {
        known.add(valuesOf(word).stream().findFirst().orElse(""));
      }
    }
    return known;
  }

  /** Everything that a word may come to, as far as that is known. */
  List<String> valuesOf(ShellWord word) {
    return word.values(this::variable, this::output);
  }

  private List<String> variable(String name) {
    if (name.equals("0") || name.startsWith("BASH_SOURCE")) {
      return List.of(script);
    }
    if (name.equals("PWD")) {
      return List.of(directory);
    }
    if (name.matches("[1-9]")) {
      int index = Integer.parseInt(name) - 1;
      return argumentLists.stream()
          .filter(arguments -> index < arguments.size())
          .map(arguments -> arguments.get(index))
          .distinct()
          .toList();
    }
    return List.copyOf(variables.getOrDefault(name, Set.of()));
  }

  /** What a substitution's script prints, where that is plain. */
  private Optional<String> output(String text) {
    if (OWN_DIRECTORY.matcher(text).matches()) {
      return Optional.of(Paths.parent(script));
    }
    if (text.strip().equals("pwd")) {
      return Optional.of(directory);
    }
    Matcher lookedUp = LOOKED_UP.matcher(text);
    return lookedUp.matches() ? Optional.of(lookedUp.group(1)) : Optional.empty();
  }
}
