package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The directories that hold an interpreted application: nobody can tell apart what it opens there.
 */
final class Application {
  private static final Set<String> SYSTEM =
      Set.of(
          "/",
          "/bin",
          "/sbin",
          "/lib",
          "/lib64",
          "/usr",
          "/usr/bin",
          "/usr/sbin",
          "/usr/lib",
          "/usr/share",
          "/usr/local",
          "/usr/local/bin",
          "/usr/local/sbin",
          "/usr/local/lib",
          "/etc",
          "/var",
          "/var/lib",
          "/tmp",
          "/root",
          "/home",
          "/mnt",
          "/media",
          "/boot",
          "/usr/src",
          "/usr/libexec",
          "/var/log",
          "/var/cache",
          "/var/run",
          "/var/tmp",
          "/opt",
          "/srv",
          "/dev",
          "/proc",
          "/sys",
          "/run");

  /** What stands in the topmost directory of a project. */
  private static final List<String> MARKERS =
      List.of(
          "package.json", "pyproject.toml", "setup.py", "Gemfile", "composer.json", "config.ru");

  private final RootFilesystem root;
  private final Set<String> projects = new HashSet<>();

  Application(RootFilesystem root) {
    this.root = root;
  }

  /** Whether {@code directory} holds more than one application. */
  static boolean isSystem(String directory) {
    return SYSTEM.contains(directory);
  }

  /**
   * Adds what belongs to the same application as {@code program}: all of its project's directory,
   * and the modules that Node looks for in the directories above.
   */
  void addAround(RootFile program, NeededFiles needed) {
    String project = project(program.path());
    if (!projects.add(project)) {
      return;
    }
    Need need = new Need(program.path(), "of the same application", Need.Strength.DATA);
    if (!isSystem(project)) {
      needed.addTree(project, need);
    }
    for (String above = project; !above.equals("/"); ) {
      above = Paths.parent(above);
      needed.addTree(Paths.child(above, "node_modules"), need);
    }
  }

  private String project(String program) {
    for (String at = Paths.parent(program); !isSystem(at); at = Paths.parent(at)) {
      String directory = at;
      if (MARKERS.stream().anyMatch(m -> root.find(Paths.child(directory, m)).isPresent())) {
        return directory;
      }
    }
    return Paths.parent(program);
  }
}
