package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Walks through one shell script and tells which commands it may run and which files it reads. */
final class ShellFollower {
  private static final Set<String> BUILTINS =
      Set.of(
          ":",
          "[",
          "[[",
          "alias",
          "bg",
          "break",
          "cd",
          "continue",
          "declare",
          "echo",
          "exit",
          "export",
          "false",
          "fg",
          "getopts",
          "hash",
          "jobs",
          "kill",
          "let",
          "local",
          "mapfile",
          "popd",
          "printf",
          "pushd",
          "pwd",
          "read",
          "readarray",
          "readonly",
          "return",
          "set",
          "shift",
          "shopt",
          "test",
          "times",
          "true",
          "type",
          "typeset",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "wait");
  private static final Set<String> DECLARATIONS =
      Set.of("export", "local", "declare", "typeset", "readonly");
  private static final Pattern OWN_DIRECTORY =
      Pattern.compile("(?s)\\s*(?:cd\\s.*)?dirname\\s+(?:--\\s+)?\"?\\$(?:0|\\{?BASH_SOURCE).*");
  private static final int MAX_DEPTH = 10;

  /** Who is told what a script does. */
  interface Listener {
    /** A command with its arguments, as far as they are known. */
    void runs(List<String> argv);

    /** A file that is read as part of the script. */
    void sources(String path);

    /** A file, or a pattern of files, that is named. */
    void names(String path);

    /** Something that cannot be followed; a clause. */
    void losesTrack(String clause);
  }

  private final String script;
  private final List<String> arguments;
  private final Listener listener;
  private final Map<String, Set<String>> variables = new HashMap<>();
  private int depth;

  /**
   * A walk through one script.
   *
   * @param script its own path
   * @param arguments that it is started with
   */
  ShellFollower(
      String script, List<String> arguments, Map<String, String> environment, Listener listener) {
    this.script = script;
    this.arguments = arguments;
    this.listener = listener;
    environment.forEach((name, value) -> variables.put(name, Set.of(value)));
  }

  void follow(String text) {
    if (depth >= MAX_DEPTH) {
      return;
    }
    depth++;
    ShellScript parsed = ShellScript.parse(text);
    for (ShellScript.Command command : parsed.commands()) {
      command.assignments().forEach(this::assign);
      command.assignments().values().forEach(this::followSubstitutions);
      command.words().forEach(this::followSubstitutions);
      if (!command.words().isEmpty()) {
        follow(command.words(), parsed.functions());
      }
    }
    depth--;
  }

  private void followSubstitutions(ShellWord word) {
    for (ShellWord.Part part : word.parts()) {
      if (part instanceof ShellWord.Substitution substitution) {
        follow(substitution.script());
      }
    }
  }

  private void assign(String name, ShellWord value) {
    Set<String> values = new LinkedHashSet<>(variables.getOrDefault(name, Set.of()));
    values.addAll(valuesOf(value));
    variables.put(name, values);
  }

  private void follow(List<ShellWord> words, Set<String> functions) {
    if (words.get(0).isAllArguments()) {
      if (!arguments.isEmpty()) {
        listener.runs(arguments);
      }
      return;
    }
    List<String> names = valuesOf(words.get(0));
    if (names.isEmpty()) {
      listener.losesTrack("runs a command that it works out itself");
      return;
    }
    for (String name : names) {
      if (!functions.contains(name)) {
        follow(name, words);
      }
    }
  }

  private void follow(String name, List<ShellWord> words) {
    List<String> argv = new ArrayList<>(List.of(name));
    argv.addAll(known(words.subList(1, words.size())));
    if (DECLARATIONS.contains(name)) {
      argv.subList(1, argv.size()).forEach(this::declare);
    }
    switch (name) {
      case ".", "source" -> {
        if (words.size() > 1) {
          source(words.get(1));
        }
      }
      case "eval", "trap" -> {
        Optional<String> code = words.size() > 1 ? words.get(1).literal() : Optional.of("");
        code.ifPresent(this::follow);
        if (code.isEmpty() && name.equals("eval")) {
          listener.losesTrack("evaluates a text that it works out itself");
        }
      }
      case "set" -> {
        int dashes = argv.indexOf("--");
        if (dashes >= 0 && dashes + 1 < argv.size()) {
          listener.runs(argv.subList(dashes + 1, argv.size()));
        }
      }
      case "for" -> argv.stream().skip(3).filter(w -> w.startsWith("/")).forEach(listener::names);
      case "exec", "command", "builtin", "nohup", "time" -> {
        int at = 1;
        while (at < words.size()
            && words.get(at).literal().map(w -> w.startsWith("-")).orElse(false)) {
          at++;
        }
        if (at < words.size()) {
          follow(words.subList(at, words.size()), Set.of());
        }
      }
      default -> {
        if (!BUILTINS.contains(name)) {
          listener.runs(argv);
        }
      }
    }
  }

  private void declare(String declaration) {
    int equals = declaration.indexOf('=');
    if (equals > 0) {
      assign(
          declaration.substring(0, equals),
          new ShellWord(List.of(new ShellWord.Text(declaration.substring(equals + 1)))));
    }
  }

  /** The words whose values are known, the first of each; {@code "$@"} becomes the arguments. */
  private List<String> known(List<ShellWord> words) {
    List<String> known = new ArrayList<>();
    for (ShellWord word : words) {
      if (word.isAllArguments()) {
        known.addAll(arguments);
      } else {
        known.add(valuesOf(word).stream().findFirst().orElse(""));
      }
    }
    return known;
  }

  private void source(ShellWord file) {
    List<String> files = valuesOf(file);
    files.forEach(listener::sources);
    if (files.isEmpty()) {
      listener.losesTrack("reads a script whose name it works out itself");
    }
  }

  private List<String> valuesOf(ShellWord word) {
    return word.values(
        name -> {
          if (name.equals("0") || name.startsWith("BASH_SOURCE")) {
            return List.of(script);
          }
          if (name.matches("[1-9]")) {
            int index = Integer.parseInt(name) - 1;
            return index < arguments.size() ? List.of(arguments.get(index)) : List.of();
          }
          return List.copyOf(variables.getOrDefault(name, Set.of()));
        },
        text ->
            OWN_DIRECTORY.matcher(text).matches()
                ? Optional.of(Paths.parent(script))
                : Optional.empty());
  }
}
