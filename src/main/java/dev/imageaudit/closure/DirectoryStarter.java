package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.List;

/** Programs that start what lies in the directories that they are given, such as runit's. */
final class DirectoryStarter implements Starter {
  private final List<String> started;

  /** {@code started}: the patterns, below such a directory, of what is started. */
  DirectoryStarter(String... started) {
    this.started = List.of(started);
  }

  @Override
  public void follow(Command command, RootFile program, Trail trail) {
    for (String word : command.arguments()) {
      if (!word.startsWith("-")) {
        String directory = Paths.absolute(word, command.directory());
        for (String pattern : started) {
          for (RootFile file : Globs.files(trail.root(), directory + pattern)) {
            trail.run(List.of(file.path()), program.path(), directory);
          }
        }
        trail.use(directory, program.path(), "in a directory of what it starts");
      }
    }
  }
}
