package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * supervisord: runs each program of its configuration.
 *
 * @see <a href="http://supervisord.org/configuration.html">supervisord, configuration file</a>
 */
final class SupervisorStarter implements Starter {
  private static final List<String> DEFAULTS =
      List.of(
          "/etc/supervisord.conf",
          "/etc/supervisor/supervisord.conf",
          "/usr/etc/supervisord.conf",
          "supervisord.conf",
          "etc/supervisord.conf");
  private static final int MAX_FILES = 200;

  @Override
  public void follow(Command command, RootFile program, Trail trail) {
    Optional<String> named = Options.value(command.arguments(), "-c", "--configuration");
    Set<String> seen = new HashSet<>();
    for (String name : named.map(List::of).orElse(DEFAULTS)) {
      trail
          .open(name, command.directory(), program.path(), "its configuration")
          .ifPresent(file -> read(file, program.path(), trail, seen));
    }
    if (seen.isEmpty()) {
      trail.loseTrack("The configuration of " + program.path() + " is not in the image.");
    }
  }

  private void read(RootFile file, String by, Trail trail, Set<String> seen) {
    if (!seen.add(file.path()) || seen.size() > MAX_FILES) {
      return;
    }
    String here = Paths.parent(file.path());
    String text = Trail.text(file).orElse("").replaceAll("%\\(here\\)s", here);
    String section = "";
    String directory = "/";
    for (String raw : text.replaceAll("\\s*\\R[ \t]+(?=\\S)", " ").split("\\R", -1)) {
      String line = raw.replaceFirst("(^|\\s);.*", "").strip();
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        section = line;
        directory = directory(text, line);
      } else if (equals > 0) {
        String key = line.substring(0, equals).strip();
        String value = line.substring(equals + 1).strip();
        if (key.equals("command")) {
          trail.run(Options.split(value), file.path(), directory);
        } else if (key.equals("files") && section.equals("[include]")) {
          for (String glob : value.split("\\s+", -1)) {
            Globs.files(trail.root(), Paths.absolute(glob, here))
                .forEach(
                    included ->
                        trail
                            .open(included.path(), "/", by, "its configuration")
                            .ifPresent(f -> read(f, by, trail, seen)));
          }
        }
      }
    }
  }

  /** The directory that the section which starts with {@code header} names. */
  private static String directory(String text, String header) {
    int start = text.indexOf(header);
    int end = text.indexOf("\n[", start + 1);
    String section = text.substring(start, end < 0 ? text.length() : end);
    for (String line : section.split("\\R", -1)) {
      if (line.strip().matches("directory\\s*=\\s*/.*")) {
        return Paths.normalise(line.substring(line.indexOf('=') + 1).strip()).orElse("/");
      }
    }
    return "/";
  }
}
