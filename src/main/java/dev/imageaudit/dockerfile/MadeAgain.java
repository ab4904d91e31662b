package dev.imageaudit.dockerfile;

import dev.imageaudit.dockerfile.StageFiles.Form;
import dev.imageaudit.dockerfile.StageFiles.Root;
import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the last stage makes by commands, for {@code COPY} would copy what a link leads to, and not
 * keep the owner of an empty directory.
 */
final class MadeAgain {
  private MadeAgain() {}

  /** Whether a command makes {@code root} in a stage that has a shell. */
  static boolean isOne(Root root) {
    return switch (root.form()) {
      case EMPTY_DIRECTORY, OWN_DIRECTORY -> Quoting.isPlain(root.path());
      case LINK -> Quoting.isPlain(root.path()) && Quoting.isPlain(root.target());
      case FILE, DIRECTORY -> false;
    };
  }

  /** Writes the commands for those of {@code roots} that commands make. */
  static void write(List<Root> roots, DockerfileText file) {
    List<Root> made = roots.stream().filter(MadeAgain::isOne).toList();
    List<String> links = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    List<String> owned = new ArrayList<>();
    Set<String> parents = new TreeSet<>();
    for (Root root : made) {
      if (root.form() == Form.LINK) {
        parents.add(Paths.parent(root.path()));
        links.add("ln -sf " + root.target() + " " + root.path());
      } else if (root.form() == Form.EMPTY_DIRECTORY) {
        directories.add(directory(root));
      } else {
        owned.add(directory(root));
      }
    }
    if (!links.isEmpty()) {
      links.add(0, "mkdir -p " + String.join(" ", parents));
      run("Links: COPY would follow them.", links, file);
    }
    if (!owned.isEmpty()) {
      run(
          "Directories in which the program's user may write: COPY leaves them to root.",
          owned,
          file);
    }
    if (!directories.isEmpty()) {
      run("Empty directories, which a program may write to.", directories, file);
    }
  }

  private static String directory(Root root) {
    String[] owner = root.owner().split(":", 2);
    String owned = owner.length == 2 ? " -o " + owner[0] + " -g " + owner[1] : "";
    return "install -d" + owned + " -m " + root.target() + " " + root.path();
  }

  private static void run(String why, List<String> commands, DockerfileText file) {
    file.comment(why);
    file.run(List.of("/bin/sh", "-c"), String.join(" && ", commands), List.of());
  }
}
