package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Walks through one shell script and tells which commands it may run and which files it reads. */
final class ShellFollower {
  private static final Set<String> BUILTINS =
      Set.of(
          (": [ [[ alias bg break cd continue declare echo exit export false fg getopts hash jobs kill let local mapfile popd printf pushd pwd read"
                  + " readarray readonly return set shift shopt test times true type typeset ulimit umask unalias unset wait")
              .split(" "));
  private static final Set<String> DECLARATIONS =
      Set.of("export", "local", "declare", "typeset", "readonly");

  /** Of a path that these are given, the file or directory matters, and nothing in it. */
  private static final Set<String> TOUCHING =
      Set.of("[", "[[", "test", "mkdir", "rm", "rmdir", "chown", "chmod", "touch", "ls", "cd");

  /** What these are given is no path, even should it look like one. */
  private static final Set<String> SAYING = Set.of("echo", "printf", "export", "alias", "logger");

  private static final int MAX_DEPTH = 10;

  private static final int MAX_STARTED = 5_000;

  /** Who is told what a script does. */
  interface Listener {
    /** A command with its arguments, as far as they are known, in a directory. */
    void runs(List<String> argv, String directory);

    /** A file that is read as part of the script. */
    void sources(String path, String directory);

    /** A pattern of files, or a file, each of which is run or read. */
    void goesThrough(String path, String directory);

    /** A path that is named: all in it, or that alone. */
    void names(String path, boolean withAllInIt);

    /** A variable gets a value. */
    void assigns(String variable, String value);

    /** Something that cannot be followed; a clause. */
    void losesTrack(String clause);
  }

  private final ShellState state;
  private final Listener listener;
  private final Set<List<String>> started = new HashSet<>();
  private int depth;

  /** A walk that begins with {@code state}. */
  ShellFollower(ShellState state, Listener listener) {
    this.state = state;
    this.listener = listener;
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
      command.redirections().forEach(this::followSubstitutions);
      command.redirections().forEach(this::nameRedirection);
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
    state.assign(name, value).forEach(text -> listener.assigns(name, text));
  }

  private void follow(List<ShellWord> written, Set<String> functions) {
    List<ShellWord> words = state.expanded(written);
    if (words.isEmpty()) {
      return;
    }
    if (words.get(0).isAllArguments()) {
      runArguments(words.subList(1, words.size()));
      return;
    }
    List<String> names = state.valuesOf(words.get(0));
    if (names.isEmpty()) {
      listener.losesTrack("runs a command that it works out itself");
    }
    for (String name : names) {
      if (!name.isEmpty() && !functions.contains(name)) {
        follow(name, words);
      }
    }
  }

  private void runArguments(List<ShellWord> more) {
    for (List<String> arguments : state.argumentLists()) {
      List<String> argv = new ArrayList<>(arguments);
      argv.addAll(state.known(more, arguments));
      start(argv);
    }
  }

  private void start(List<String> argv) {
    boolean isCommand = !argv.isEmpty() && !argv.get(0).startsWith("-");
    List<String> key = new ArrayList<>(argv);
    key.add(state.directory());
    if (isCommand && started.size() < MAX_STARTED && started.add(key)) {
      listener.runs(argv, state.directory());
    }
  }

  private void follow(String name, List<ShellWord> words) {
    List<ShellWord> rest = words.subList(1, words.size());
    switch (name) {
      case ".", "source" -> source(rest);
      case "eval", "trap" -> evaluate(name, rest);
      case "set" -> set(rest);
      case "shift" -> state.shift();
      case "cd", "pushd" -> changeDirectory(rest);
      case "for" -> goThrough(rest);
      case "exec", "command", "builtin", "nohup", "time" -> followCommand(rest);
      default -> run(name, rest);
    }
  }

  private void run(String name, List<ShellWord> rest) {
    if (DECLARATIONS.contains(name)) {
      state.known(rest, state.argumentLists().get(0)).forEach(this::declare);
    }
    if (!SAYING.contains(name)) {
      namePaths(rest, !TOUCHING.contains(name));
    }
    if (!BUILTINS.contains(name)) {
      for (List<String> arguments : state.argumentLists()) {
        List<String> argv = new ArrayList<>(List.of(name));
        argv.addAll(state.known(rest, arguments));
        start(argv);
      }
    }
  }

  private void namePaths(List<ShellWord> words, boolean withAllInIt) {
    for (ShellWord word : words) {
      if (!word.isAllArguments()) {
        state.valuesOf(word).stream()
            .filter(value -> value.startsWith("/") && value.length() > 1)
            .forEach(path -> listener.names(path, withAllInIt));
      }
    }
  }

  /** What is read has to be there; of what is written, the directory. */
  private void nameRedirection(ShellWord word) {
    for (String value : state.valuesOf(word)) {
      Paths.normalise(Paths.absolute(value, state.directory()))
          .filter(path -> !path.equals("/"))
          .ifPresent(
              path -> {
                listener.names(Paths.parent(path), false);
                listener.names(path, true);
              });
    }
  }

  private void evaluate(String name, List<ShellWord> rest) {
    Optional<String> code = rest.isEmpty() ? Optional.of("") : rest.get(0).literal();
    code.ifPresent(this::follow);
    if (code.isEmpty() && name.equals("eval")) {
      listener.losesTrack("evaluates a text that it works out itself");
    }
  }

  /** {@code set -- postgres "$@"}: from here on these may be the arguments. */
  private void set(List<ShellWord> rest) {
    int dashes = 0;
    while (dashes < rest.size() && !rest.get(dashes).literal().filter("--"::equals).isPresent()) {
      dashes++;
    }
    if (dashes < rest.size()) {
      List<ShellWord> words = state.expanded(rest.subList(dashes + 1, rest.size()));
      for (List<String> arguments : state.argumentLists()) {
        List<String> list = state.known(words, arguments);
        state.addArguments(list);
        start(list);
      }
    }
  }

  private void changeDirectory(List<ShellWord> rest) {
    if (!rest.isEmpty()) {
      state.valuesOf(rest.get(rest.size() - 1)).stream()
          .filter(d -> !d.isEmpty() && !d.startsWith("-"))
          .findFirst()
          .flatMap(d -> Paths.normalise(Paths.absolute(d, state.directory())))
          .ifPresent(
              d -> {
                state.changeDirectory(d);
                listener.names(d, !state.isOwnDirectory(d));
              });
    }
  }

  private void goThrough(List<ShellWord> rest) {
    rest.stream()
        .skip(2)
        .flatMap(word -> state.valuesOf(word).stream())
        .filter(w -> w.contains("/"))
        .forEach(path -> listener.goesThrough(path, state.directory()));
  }

  private void followCommand(List<ShellWord> rest) {
    int at = 0;
    while (at < rest.size()) {
      Optional<String> option = rest.get(at).literal().filter(w -> w.startsWith("-"));
      if (option.filter(o -> o.matches("-[pvV]*[vV]")).isPresent()) {
        return; // only asks whether there is one
      }
      if (option.isEmpty()) {
        follow(rest.subList(at, rest.size()), Set.of());
        return;
      }
      at += option.get().equals("-a") ? 2 : 1;
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

  private void source(List<ShellWord> rest) {
    List<String> files = rest.isEmpty() ? List.of() : state.valuesOf(rest.get(0));
    files.forEach(file -> listener.sources(file, state.directory()));
    if (files.isEmpty() && !rest.isEmpty()) {
      listener.losesTrack("reads a script whose name it works out itself");
    }
  }
}
