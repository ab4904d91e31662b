package dev.imageaudit.closure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands that stand behind {@code npm start} and the like: scripts of the package.json in the
 * working directory.
 *
 * @see <a href="https://docs.npmjs.com/cli/using-npm/scripts">npm, scripts</a>
 */
final class NodeScripts {
  private static final int MAX_MANIFEST_BYTES = 256 << 10;
  private static final int MAX_COMMAND_LENGTH = 4096;
  private static final Set<String> RUNNERS = Set.of("npm", "yarn", "pnpm", "bun");
  private static final Set<String> RUN = Set.of("run", "run-script");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RootFilesystem root;
  private final String directory;

  NodeScripts(RootFilesystem root, String workingDirectory) {
    this.root = root;
    this.directory = Paths.normalise(workingDirectory).orElse("/");
  }

  /** The manifests that it reads. */
  static List<Keep> keeps() {
    return List.of(
        new Keep(
            PathPattern.of("/{*,*/*,*/*/*,*/*/*/*,*/*/*/*/*}/package.json"), MAX_MANIFEST_BYTES));
  }

  /** The script that {@code argv} runs with those before and after it, as the shell gets them. */
  List<String> commands(List<String> argv) {
    List<String> words =
        argv.stream().skip(1).filter(word -> !word.startsWith("-")).limit(2).toList();
    if (words.isEmpty() || !RUNNERS.contains(Paths.name(argv.get(0)))) {
      return List.of();
    }
    Optional<String> name =
        RUN.contains(words.get(0)) ? words.stream().skip(1).findFirst() : Optional.of(words.get(0));
    return name.map(this::scripts).orElse(List.of());
  }

  private List<String> scripts(String name) {
    List<String> commands = new ArrayList<>();
    for (JsonNode scripts : manifest().map(m -> m.path("scripts")).stream().toList()) {
      for (String script : List.of("pre" + name, name, "post" + name)) {
        String command = scripts.path(script).asText("");
        if (!command.isEmpty() && command.length() <= MAX_COMMAND_LENGTH) {
          commands.add(command);
        }
      }
    }
    return commands;
  }

  private Optional<JsonNode> manifest() {
    return root.resolve(Paths.child(directory, "package.json"))
        .flatMap(file -> file.inode().content())
        .flatMap(NodeScripts::read);
  }

  private static Optional<JsonNode> read(Content content) {
    try {
      return Optional.ofNullable(JSON.readTree(content.toBytes()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** {@code argv} with the program that packages bring in the place of its name, if they do. */
  List<String> located(List<String> argv) {
    String own = Paths.child(directory, "node_modules/.bin/" + argv.get(0));
    if (argv.get(0).contains("/") || root.resolve(own).filter(RootFile::isRegular).isEmpty()) {
      return argv;
    }
    List<String> located = new ArrayList<>(argv);
    located.set(0, own);
    return located;
  }

  /** The file that Node takes for {@code path}: a module's name may lack its extension. */
  Optional<String> module(String path) {
    return List.of(".js", ".cjs", ".mjs", "/index.js").stream()
        .map(ending -> path + ending)
        .filter(file -> root.resolve(file).filter(RootFile::isRegular).isPresent())
        .findFirst();
  }
}
