package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.Optional;

/** A program's arguments that are files: the first of an interpreter is what it runs. */
final class Operands {
  private Operands() {}

  static void follow(Command command, Trail trail) {
    boolean isFirst = true;
    for (String word : command.arguments()) {
      String path = word.startsWith("-") || word.contains("=") ? valueOf(word) : word;
      if (path.isEmpty()) {
        continue;
      }
      Optional<RootFile> file = open(path, command, trail, isFirst);
      if (file.isPresent()) {
        if (isFirst) {
          trail.application().addAround(file.get(), trail.needed());
        }
        isFirst = false;
      } else if (path.startsWith("/")) {
        String directory = path.endsWith("/*") ? Paths.parent(path) : path;
        trail.use(directory, command.by(), "in a directory that it is given");
      }
    }
  }

  private static Optional<RootFile> open(
      String path, Command command, Trail trail, boolean isFirst) {
    Optional<RootFile> file =
        trail.open(path, command.directory(), command.by(), "a file that it is given");
    return file.isEmpty() && isFirst && NodeEntry.isFor(command)
        ? NodeEntry.open(path, command, trail)
        : file;
  }

  private static String valueOf(String option) {
    int equals = option.indexOf('=');
    return equals < 0 ? "" : option.substring(equals + 1);
  }
}
