package dev.imageaudit.closure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Node.js runs where it is given no file's whole name: a file without its extension, or a
 * directory, by its {@code package.json} or its index. A package's {@code exports} say nothing of
 * paths.
 *
 * @see <a href="https://nodejs.org/api/modules.html#all-together">Node.js, CommonJS modules</a>
 */
final class NodeEntry {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> PROGRAMS = Set.of("node", "nodejs");
  private static final List<String> EXTENSIONS = List.of("", ".js", ".json", ".node");

  private NodeEntry() {}

  /** Whether {@code command} is Node.js. */
  static boolean isFor(Command command) {
    return PROGRAMS.contains(Paths.name(command.argv().get(0)));
  }

  /** The file that {@code word} means; empty where there is none. */
  static Optional<RootFile> open(String word, Command command, Trail trail) {
    return Paths.normalise(Paths.absolute(word, command.directory()))
        .flatMap(
            path ->
                asFile(path, trail)
                    .or(() -> main(path, trail))
                    .or(() -> asFile(Paths.child(path, "index"), trail)))
        .flatMap(file -> trail.needed().add(file, command.by(), "the module that it is given"));
  }

  private static Optional<String> asFile(String path, Trail trail) {
    return EXTENSIONS.stream()
        .flatMap(extension -> trail.entrypoint().file(path + extension).stream())
        .findFirst();
  }

  private static Optional<String> main(String directory, Trail trail) {
    return trail
        .root()
        .resolve(Paths.child(directory, "package.json"))
        .flatMap(Trail::text)
        .map(NodeEntry::main)
        .filter(main -> !main.isEmpty())
        .flatMap(main -> Paths.normalise(Paths.child(directory, main)))
        .flatMap(
            path ->
                Stream.of(path, Paths.child(path, "index"))
                    .flatMap(p -> asFile(p, trail).stream())
                    .findFirst());
  }

  private static String main(String manifest) {
    try {
      return JSON.readTree(manifest).path("main").asText();
    } catch (JsonProcessingException e) {
      return ""; // an image may hold anything
    }
  }
}
