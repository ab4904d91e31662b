package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.CaptureRules.Files;
import dev.imageaudit.filesystem.CaptureRules.Probe;
import dev.imageaudit.filesystem.JarFacts;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that calls build tools while the container runs, and its signs: all that are given must
 * be there.
 *
 * @param interpreters programs of which running needs one; none: any
 * @param files of which one is there
 * @param unless files of which none is there
 * @param artifacts libraries of Maven's, of which a jar holds one
 * @param calls what a source file of the application has in it
 * @param commands beginnings of commands that the container runs
 * @param environment variables whose value has a word in it
 * @param tools rules whose findings it calls; {@code *} ends a beginning
 * @param isCertain whether it surely calls them, and not only under conditions that cannot be seen
 * @param because what it does, as a clause
 * @param source where that is documented
 */
record RuntimeTool(
    String id,
    List<String> interpreters,
    List<PathPattern> files,
    List<PathPattern> unless,
    List<Library> artifacts,
    Optional<Call> calls,
    List<List<String>> commands,
    List<Variable> environment,
    List<String> tools,
    boolean isCertain,
    String because,
    String source) {

  /** What a source file says, and where such files lie. */
  record Call(PathPattern in, String regex) {
    Probe probe() {
      Pattern.compile(regex);
      return new Probe(regex, in, Files.ANY, regex);
    }

    boolean isIn(RootFile file) {
      return !isInstalled(file.path())
          && in.matches(file.path())
          && file.inode().marks().containsKey(regex);
    }

    private static boolean isInstalled(String path) {
      return path.contains("/site-packages/") || path.contains("/dist-packages/");
    }
  }

  /** A library of Maven's. */
  record Library(String groupId, String artifactId) {
    static Library of(String coordinates) {
      int colon = coordinates.indexOf(':');
      return new Library(coordinates.substring(0, colon), coordinates.substring(colon + 1));
    }

    boolean isIn(JarFacts jar) {
      return jar.archives().stream()
          .flatMap(archive -> archive.artifacts().stream())
          .anyMatch(a -> a.groupId().equals(groupId) && a.artifactId().equals(artifactId));
    }
  }

  /** A variable, and a word of its value. */
  record Variable(String name, String word) {
    boolean isIn(List<String> env) {
      return env.stream()
          .filter(entry -> entry.startsWith(name + "="))
          .anyMatch(
              entry -> List.of(entry.substring(name.length() + 1).split("\\s+")).contains(word));
    }
  }

  /** Whether it calls what the rule {@code rule} finds. */
  boolean calls(String rule) {
    return tools.stream()
        .anyMatch(
            tool ->
                tool.endsWith("*")
                    ? rule.startsWith(tool.substring(0, tool.length() - 1))
                    : rule.equals(tool));
  }

  /** Whether {@code words} begin like one of its commands, by whatever path that is named. */
  boolean isRunBy(List<String> words) {
    return commands.stream().anyMatch(command -> begins(words, command));
  }

  private static boolean begins(List<String> words, List<String> command) {
    if (words.size() < command.size() || !Paths.name(words.get(0)).equals(command.get(0))) {
      return false;
    }
    return words.subList(1, command.size()).equals(command.subList(1, command.size()));
  }
}
