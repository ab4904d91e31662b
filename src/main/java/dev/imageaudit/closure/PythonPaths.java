package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;

/**
 * The directories that files of Python's packages lead to: a virtual environment to its base, and
 * path files to what was installed in place.
 *
 * @see <a href="https://docs.python.org/3/library/site.html">Python, site</a>
 */
final class PythonPaths {
  private static final int MAX_LINES = 1_000;

  private PythonPaths() {}

  /** Adds what {@code file}, itself needed, leads to. */
  static void follow(RootFile file, Trail trail) {
    String name = Paths.name(file.path());
    if (name.equals("pyvenv.cfg")) {
      Trail.text(file)
          .ifPresent(
              text ->
                  text.lines()
                      .limit(MAX_LINES)
                      .filter(line -> line.matches("home\\s*=\\s*/.*"))
                      .map(line -> line.substring(line.indexOf('=') + 1).strip())
                      .forEach(home -> addInterpreter(home, file, trail)));
    } else if (name.endsWith(".pth")) {
      Trail.text(file)
          .ifPresent(
              text ->
                  text.lines()
                      .limit(MAX_LINES)
                      .map(String::strip)
                      .filter(line -> line.startsWith("/"))
                      .forEach(line -> trail.use(line, file.path(), "in Python's path")));
    }
  }

  private static void addInterpreter(String home, RootFile file, Trail trail) {
    for (String name : new String[] {"python3", "python"}) {
      trail
          .needed()
          .add(Paths.child(home, name), file.path(), "the interpreter of the environment");
    }
  }
}
