package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One reading of a script: what it does becomes needs of {@code by}. */
final class ScriptWalk implements ShellFollower.Listener {
  private static final int MAX_FILES = 1000;
  private static final int MAX_READ = 5_000;

  private final String script;
  private final List<String> arguments;
  private final String by;
  private final String directory;
  private final Trail trail;
  private final Set<List<String>> read;

  /**
   * A reading.
   *
   * @param script its path, or the shell's
   * @param arguments that it is started with
   * @param directory that it is started in
   * @param read the scripts, with their arguments, that were read before
   */
  ScriptWalk(
      String script,
      List<String> arguments,
      String by,
      String directory,
      Trail trail,
      Set<List<String>> read) {
    this.script = script;
    this.arguments = arguments;
    this.by = by;
    this.directory = directory;
    this.trail = trail;
    this.read = read;
  }

  void walk(String text) {
    new ShellFollower(
            new ShellState(script, arguments, directory, trail.entrypoint().environment()), this)
        .follow(text);
  }

  @Override
  public void runs(List<String> argv, String in) {
    trail.run(argv, by, in);
  }

  @Override
  public void sources(String path, String in) {
    Optional<RootFile> sourced =
        trail
            .entrypoint()
            .locate(path, in)
            .or(() -> trail.entrypoint().file(Paths.absolute(path, in)))
            .flatMap(found -> trail.needed().add(found, by, "a script that it reads"));
    sourced.ifPresent(this::walk);
  }

  private void walk(RootFile file) {
    List<String> reading = new ArrayList<>(arguments);
    reading.add(file.path());
    if (read.size() < MAX_READ && read.add(reading)) {
      Trail.text(file)
          .ifPresent(
              text ->
                  new ScriptWalk(file.path(), arguments, file.path(), directory, trail, read)
                      .walk(text));
    }
  }

  @Override
  public void goesThrough(String path, String in) {
    List<RootFile> files = Globs.files(trail.root(), Paths.absolute(path, in));
    for (RootFile file : files.subList(0, Math.min(files.size(), MAX_FILES))) {
      trail.needed().add(file.path(), by, "a file that it goes through");
      if (file.isRegular() && file.inode().isExecutable()) {
        trail.run(List.of(file.path()), by, in);
      } else if (file.isRegular()
          && Paths.name(file.path()).matches(".*\\.(?:sh|bash|envsh|env)")) {
        walk(file);
      }
    }
  }

  @Override
  public void names(String path, boolean withAllInIt) {
    Optional<String> file = trail.entrypoint().file(path);
    if (file.isPresent()) {
      Need.Strength strength = withAllInIt ? Need.Strength.HARD : Need.Strength.HEURISTIC;
      trail.needed().add(file.get(), new Need(by, "a file that it names", strength));
    } else if (withAllInIt) {
      trail.use(path, by, "in a directory that it names");
    } else {
      trail.needed().add(path, new Need(by, "a directory that it names", Need.Strength.RULE));
    }
  }

  @Override
  public void assigns(String variable, String value) {
    trail.assign(variable, value);
  }

  @Override
  public void losesTrack(String clause) {
    trail.loseTrack(script + " " + clause + ".");
  }
}
