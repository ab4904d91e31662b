package dev.imageaudit.closure;

import dev.imageaudit.filesystem.RootFile;
import java.util.List;

/**
 * Scripts of execline, in which a program's arguments are the next program: each word may be one.
 *
 * @see <a href="https://skarnet.org/software/execline/">execline</a>
 */
final class ExeclineStarter implements Starter {
  @Override
  public void follow(Command command, RootFile program, Trail trail) {
    for (String word : command.arguments()) {
      if (!word.startsWith("-")) {
        trail
            .open(word, command.directory(), command.by(), "the script that it runs")
            .ifPresent(script -> walk(script, command.directory(), trail));
      }
    }
  }

  private static void walk(RootFile script, String directory, Trail trail) {
    List<String> words = Options.split(Trail.text(script).orElse(""));
    for (int i = 0; i < words.size(); i++) {
      if (trail.entrypoint().locate(words.get(i), directory).isPresent()) {
        trail.run(words.subList(i, words.size()), script.path(), directory);
      }
    }
  }
}
