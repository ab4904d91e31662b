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

  @Override
  public void follow(Command command, RootFile program, Trail trail) {
    List<String> words = command.arguments().stream().filter(w -> !w.startsWith("-")).toList();
    int at = !words.isEmpty() && RUN.contains(words.get(0)) ? 1 : 0;
    String name = at < words.size() ? words.get(at) : "start";
    String directory =
        Options.value(command.arguments(), "--prefix", "--cwd", "--dir", "-C")
            .flatMap(d -> Paths.normalise(Entrypoint.absolute(d, command.directory())))
            .orElse(command.directory());
    Optional<RootFile> manifest =
        trail.open("package.json", directory, program.path(), "the package that it starts");
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

  private static JsonNode scripts(RootFile manifest) {
    try {
      return JSON.readTree(Trail.text(manifest).orElse("{}")).path("scripts");
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // an image may hold anything
    }
  }
}
