package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.Collection;
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
  private final String workingDirectory;

  Application(RootFilesystem root, ImageConfig config) {
    this.root = root;
    this.workingDirectory = Paths.normalise(config.workingDir()).orElse("/");
  }

  boolean isSystem(String directory) {
    return SYSTEM.contains(directory);
  }

  /** All below the working directory, unless that is a directory of the system. */
  Collection<RootFile> inWorkingDirectory() {
    return isSystem(workingDirectory) ? List.of() : root.below(workingDirectory);
  }

  /**
   * What belongs to the same application as {@code program}: all of its project's directory, and
   * the modules that Node looks for in the directories above.
   */
  Collection<RootFile> around(RootFile program) {
    String project = project(program.path());
    List<RootFile> files = new ArrayList<>();
    if (!isSystem(project)) {
      files.addAll(root.below(project));
    }
    for (String above = project; !above.equals("/"); ) {
      above = Paths.parent(above);
      files.addAll(root.below(Paths.child(above, "node_modules")));
    }
    return files;
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
