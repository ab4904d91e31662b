package dev.imageaudit.closure;

import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A shell: runs a script, the text behind {@code -c}, or whatever is typed into it. */
final class ShellStarter implements Starter {
  private static final int MAX_SCRIPTS = 5_000;
  private static final Set<String> OPTIONS_WITH_VALUE = Set.of("-o", "+o", "-O", "--rcfile");

  private final Set<List<String>> read = new HashSet<>();

  @Override
  public void follow(Command command, RootFile program, Trail trail) {
    List<String> words = command.arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      List<String> rest = words.subList(i + 1, words.size());
      if (word.matches("-[a-zA-Z]*c") && !rest.isEmpty()) {
        List<String> arguments = rest.subList(Math.min(rest.size(), 2), rest.size());
        new ScriptWalk(program.path(), arguments, command.by(), command.directory(), trail, read)
            .walk(rest.get(0));
        return;
      }
      if (OPTIONS_WITH_VALUE.contains(word)) {
        i++;
      } else if (!word.startsWith("-") && !word.startsWith("+")) {
        runScript(command, word, rest, trail);
        return;
      }
    }
    if (command.by().equals(RuntimeClosure.ENTRY_POINT)) {
      trail.loseTrack("The image starts a shell, and every command in it may be typed there.");
    }
  }

  private void runScript(Command command, String word, List<String> arguments, Trail trail) {
    Optional<RootFile> script =
        trail
            .open(word, command.directory(), command.by(), "the script that it runs")
            .or(
                () ->
                    trail
                        .entrypoint()
                        .locate(word, command.directory())
                        .flatMap(
                            path ->
                                trail.needed().add(path, command.by(), "the script that it runs")));
    if (script.isEmpty()) {
      trail.doubt("The script " + word + " is not in the image.");
    }
    script.ifPresent(
        file -> {
          List<String> reading = new ArrayList<>(arguments);
          reading.add(file.path());
          if (read.size() < MAX_SCRIPTS && read.add(reading)) {
            Optional<String> text = Trail.text(file);
            if (text.isEmpty()) {
              trail.loseTrack(file.path() + " is a script that was not read.");
            }
            String directory = command.directory();
            text.ifPresent(
                t ->
                    new ScriptWalk(file.path(), arguments, file.path(), directory, trail, read)
                        .walk(t));
          }
        });
  }
}
