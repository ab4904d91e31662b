package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Follows an image's entry point: to its program, through wrappers and scripts to the commands that
 * they run, and on to all that those need. What it cannot follow it says.
 */
public final class ClosureFinder {
  private static final int MAX_COMMANDS = 5_000;
  private static final int MAX_WORDS = 200;
  private static final Pattern SHELL = Pattern.compile("(?:ba|da|a|k|z|mk|pdk)?sh");

  private final RootFilesystem root;
  private final Entrypoint entrypoint;
  private final Application application;
  private final NodeScripts nodeScripts;
  private final NeededFiles needed;
  private final List<String> uncertainties = new ArrayList<>();
  private final Deque<Command> toRun = new ArrayDeque<>();
  private final Set<List<String>> commands = new HashSet<>();
  private final Set<List<String>> readScripts = new HashSet<>();

  /** A command that {@code by} runs. */
  private record Command(List<String> argv, String by) {}

  private ClosureFinder(RootFilesystem root, ImageConfig config) {
    this.root = root;
    this.entrypoint = new Entrypoint(root, config);
    this.application = new Application(root, config);
    this.nodeScripts = new NodeScripts(root, config.workingDir());
    String libraryPath = entrypoint.environment().getOrDefault("LD_LIBRARY_PATH", "");
    this.needed = new NeededFiles(root, new ElfResolver(root, libraryPath));
  }

  /** All that {@code config} starts in {@code root}, and what that needs. */
  public static RuntimeClosure find(RootFilesystem root, ImageConfig config) {
    ClosureFinder finder = new ClosureFinder(root, config);
    finder.start(config.argv());
    while (!finder.toRun.isEmpty()) {
      finder.follow(finder.toRun.remove());
    }
    finder.needed.settle();
    return new RuntimeClosure(finder.needed.needs(), finder.uncertainties);
  }

  private void start(List<String> argv) {
    if (argv.isEmpty()) {
      uncertainties.add("The image has neither ENTRYPOINT nor CMD.");
    } else if (entrypoint.locate(argv.get(0)).isEmpty()) {
      uncertainties.add("The entry point's program " + argv.get(0) + " is not in the image.");
    }
    run(argv, RuntimeClosure.ENTRY_POINT);
    run(entrypoint.healthcheck(), RuntimeClosure.ENTRY_POINT);
    for (RootFile file : application.inWorkingDirectory()) {
      needed.addLoosely(file, RuntimeClosure.ENTRY_POINT, "in the working directory");
    }
  }

  private void run(List<String> argv, String by) {
    List<String> bounded = List.copyOf(argv.subList(0, Math.min(argv.size(), MAX_WORDS)));
    if (!argv.isEmpty() && commands.size() < MAX_COMMANDS && commands.add(bounded)) {
      toRun.add(new Command(bounded, by));
    }
  }

  private void follow(Command command) {
    List<String> argv = command.argv;
    for (String script : nodeScripts.commands(argv)) {
      walk(script, "package.json", List.of(), command.by);
    }
    Optional<RootFile> program =
        entrypoint
            .locate(argv.get(0))
            .flatMap(path -> needed.add(path, command.by, "the program that it runs"));
    if (program.isEmpty()) {
      return;
    }
    String path = program.get().path();
    Optional<String> script = text(program.get()).filter(t -> t.startsWith("#!"));
    Optional<List<String>> inner = Wrappers.bundled().unwrap(argv);
    if (inner.isPresent()) {
      run(inner.get(), command.by.equals(RuntimeClosure.ENTRY_POINT) ? command.by : path);
    } else if (SHELL.matcher(Paths.name(argv.get(0))).matches()) {
      runShell(argv, path, command.by);
    } else if (script.isPresent()) {
      runScript(path, script.get(), argv.subList(1, argv.size()));
    } else {
      nameArguments(command);
    }
  }

  private void runShell(List<String> argv, String shell, String by) {
    for (int i = 1; i < argv.size(); i++) {
      String word = argv.get(i);
      List<String> rest = argv.subList(i + 1, argv.size());
      if (word.matches("-[a-z]*c") && !rest.isEmpty()) {
        List<String> arguments = rest.subList(Math.min(rest.size(), 2), rest.size());
        walk(rest.get(0), shell, arguments, by);
        return;
      }
      if (!word.startsWith("-") && !word.startsWith("+")) {
        entrypoint
            .file(entrypoint.absolute(word))
            .flatMap(path -> needed.add(path, by, "the script that it runs"))
            .ifPresent(script -> walk(script, rest));
        return;
      }
    }
  }

  /** Runs the interpreter that the first line of a script names. */
  private void runScript(String path, String text, List<String> arguments) {
    String line = text.substring(2).lines().findFirst().orElse("").strip();
    boolean isSplit = line.matches("\\S*/env\\s+-S\\s.*");
    String[] words =
        isSplit ? line.replaceFirst("\\s-S\\s+", " ").split("\\s+", -1) : line.split("\\s+", 2);
    List<String> argv = new ArrayList<>(List.of(words));
    argv.removeIf(String::isEmpty);
    argv.add(path);
    argv.addAll(arguments);
    run(argv, path);
  }

  private void walk(RootFile script, List<String> arguments) {
    List<String> reading = new ArrayList<>(arguments);
    reading.add(script.path());
    if (readScripts.size() < MAX_COMMANDS && readScripts.add(reading)) {
      text(script).ifPresent(text -> walk(text, script.path(), arguments, script.path()));
    }
  }

  private void walk(String text, String script, List<String> arguments, String by) {
    new ShellFollower(
            script, arguments, entrypoint.environment(), new ScriptEvents(script, arguments, by))
        .follow(text);
  }

  /** What a script does becomes needs of {@code by}. */
  private final class ScriptEvents implements ShellFollower.Listener {
    private final String script;
    private final List<String> arguments;
    private final String by;

    ScriptEvents(String script, List<String> arguments, String by) {
      this.script = script;
      this.arguments = arguments;
      this.by = by;
    }

    @Override
    public void runs(List<String> argv) {
      run(argv.isEmpty() ? argv : nodeScripts.located(argv), by);
    }

    @Override
    public void sources(String path) {
      entrypoint
          .locate(path)
          .or(() -> entrypoint.file(entrypoint.absolute(path)))
          .flatMap(found -> needed.add(found, by, "a script that it reads"))
          .ifPresent(sourced -> walk(sourced, arguments));
    }

    @Override
    public void names(String path) {
      String regex = Globs.regex(Paths.name(path));
      for (RootFile child : root.children(Paths.parent(path))) {
        if (Paths.name(child.path()).matches(regex) && child.isRegular()) {
          needed
              .add(child.path(), by, "a file that it goes through")
              .ifPresent(file -> walk(file, arguments));
        }
      }
    }

    @Override
    public void losesTrack(String clause) {
      uncertainties.add(script + " " + clause + ".");
    }
  }

  /** A program's arguments that are files: the first of an interpreter is what it runs. */
  private void nameArguments(Command command) {
    boolean isFirst = true;
    for (String word : command.argv.subList(1, command.argv.size())) {
      String path = word.substring(word.indexOf('=') + 1);
      Optional<String> file =
          path.startsWith("-") || path.isEmpty()
              ? Optional.empty()
              : entrypoint
                  .file(entrypoint.absolute(path))
                  .or(() -> module(command, entrypoint.absolute(path)));
      if (file.isPresent()) {
        Optional<RootFile> operand = needed.add(file.get(), command.by, "a file that it is given");
        if (isFirst) {
          operand.ifPresent(this::needApplication);
        }
        isFirst = false;
      } else if (path.startsWith("/")) {
        Paths.normalise(path).ifPresent(directory -> nameDirectory(directory, command.by));
      }
    }
  }

  private Optional<String> module(Command command, String path) {
    return Paths.name(command.argv.get(0)).matches("node(js)?")
        ? nodeScripts.module(path)
        : Optional.empty();
  }

  private void needApplication(RootFile program) {
    for (RootFile file : application.around(program)) {
      needed.addLoosely(file, program.path(), "of the same application");
    }
  }

  private void nameDirectory(String path, String by) {
    String directory = path.endsWith("/*") ? Paths.parent(path) : path;
    if (!application.isSystem(directory)) {
      for (RootFile file : root.below(directory)) {
        needed.addLoosely(file, by, "in a directory that it is given");
      }
    }
  }

  private static Optional<String> text(RootFile file) {
    return file.inode().content().map(Content::utf8);
  }
}
