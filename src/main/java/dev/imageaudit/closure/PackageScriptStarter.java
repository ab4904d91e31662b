package dev.imageaudit.closure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * npm, yarn and pnpm: run a script of {@code package.json} in a shell.
 *
 * @see <a href="https://docs.npmjs.com/cli/using-npm/scripts">npm, scripts</a>
 */
final class PackageScriptStarter implements Starter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> RUN = Set.of("run", "run-script", "exec");

  /** What a manifest is to the package manager that starts one of its scripts. */
  static final String STARTED = "the package that it starts";

  @Override
  public void follow(Command command, RootFile program, Trail trail) {
    List<String> words = words(command.arguments());
    int at = nameAt(words);
    String name = name(words);
    String directory =
        Options.value(command.arguments(), "--prefix", "--cwd", "--dir", "-C")
            .flatMap(d -> Paths.normalise(Paths.absolute(d, command.directory())))
            .orElse(command.directory());
    Optional<RootFile> manifest = trail.open("package.json", directory, program.path(), STARTED);
    if (manifest.isEmpty()) {
      return;
    }
    trail.application().addAround(manifest.get(), trail.needed());
    trail.entrypoint().addSearchPath(Paths.child(directory, "node_modules/.bin"));
    JsonNode scripts = scripts(manifest.get());
    boolean isKnown = false;
    for (String script : List.of("pre" + name, name, "post" + name)) {
      JsonNode text = scripts.path(script);
      if (text.isTextual()) {
        isKnown = true;
        List<String> argv = List.of("/bin/sh", "-c", text.asText());
        trail.run(argv, manifest.get().path(), directory);
      }
    }
    if (!isKnown) {
      trail.run(words.subList(at, words.size()), manifest.get().path(), directory);
    }
  }

  /** The script that a package manager with these arguments starts. */
  static String scriptOf(List<String> arguments) {
    return name(words(arguments));
  }

  private static String name(List<String> words) {
    int at = nameAt(words);
    return at < words.size() ? words.get(at) : "start";
  }

  private static List<String> words(List<String> arguments) {
    return arguments.stream().filter(w -> !w.startsWith("-")).toList();
  }

  private static int nameAt(List<String> words) {
    return !words.isEmpty() && RUN.contains(words.get(0)) ? 1 : 0;
  }

  static JsonNode scripts(RootFile manifest) {
    try {
      return JSON.readTree(Trail.text(manifest).orElse("{}")).path("scripts");
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // an image may hold anything
    }
  }
}
