package dev.imageaudit.closure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The commands that a container's configuration and the shell scripts that it runs have in them.
 */
public final class ScriptCommands {
  private static final int MAX_COMMANDS = 5_000;
  private static final Pattern SHELL_LINE =
      Pattern.compile("#!\\s*\\S*/(?:env\\s+(?:-S\\s+)?)?(?:\\S*/)?(?:ba|da|a|k|z)?sh\\b.*");

  private static final Set<String> STARTERS =
      Set.of("exec", "command", "nohup", "time", "tini", "dumb-init");

  private static final Set<String> PACKAGE_MANAGERS = Set.of("npm", "yarn", "yarnpkg", "pnpm");

  private final List<List<String>> commands = new ArrayList<>();

  private ScriptCommands() {}

  /**
   * Each command with its arguments, up to the first that is only known when it runs; whether a
   * condition lets it run is not asked.
   */
  public static List<List<String>> of(
      RootFilesystem root, ImageConfig config, RuntimeClosure closure) {
    ScriptCommands found = new ScriptCommands();
    found.add(config.argv());
    for (String path : closure.needs().keySet()) {
      if (closure.needsExactly(path)) {
        root.find(path)
            .map(RootFile::inode)
            .flatMap(file -> file.content())
            .map(Content::utf8)
            .filter(ScriptCommands::isShellScript)
            .ifPresent(found::parse);
      }
    }
    found.parsePackageScripts(root, closure);
    return List.copyOf(found.commands);
  }

  /** What package managers start of the packages that running starts. */
  private void parsePackageScripts(RootFilesystem root, RuntimeClosure closure) {
    List<JsonNode> manifests =
        closure.needs().entrySet().stream()
            .filter(need -> need.getValue().because().equals(PackageScriptStarter.STARTED))
            .flatMap(need -> root.find(need.getKey()).stream())
            .map(PackageScriptStarter::scripts)
            .toList();
    for (List<String> words : List.copyOf(commands)) {
      if (PACKAGE_MANAGERS.contains(Paths.name(words.get(0)))) {
        String name = PackageScriptStarter.scriptOf(words.subList(1, words.size()));
        manifests.forEach(scripts -> parse(scripts.path(name).asText("")));
      }
    }
  }

  private static boolean isShellScript(String text) {
    return text.startsWith("#!")
        && SHELL_LINE.matcher(text.lines().findFirst().orElse("")).matches();
  }

  private void add(List<String> argv) {
    addWords(argv);
    for (int i = 0; i + 1 < argv.size(); i++) {
      if (argv.get(i).matches("-[a-z]*c")) {
        parse(argv.get(i + 1));
      }
    }
  }

  private void parse(String script) {
    for (ShellScript.Command command : ShellScript.parse(script).commands()) {
      List<String> words = new ArrayList<>();
      for (ShellWord word : command.words()) {
        Optional<String> literal = word.literal();
        if (literal.isEmpty()) {
          break;
        }
        words.add(literal.get());
      }
      addWords(words);
    }
  }

  /** The command that others only start in another way, with what it is given. */
  private void addWords(List<String> words) {
    int at = 0;
    while (at < words.size()
        && (STARTERS.contains(Paths.name(words.get(at)))
            || (at > 0 && words.get(at).startsWith("-")))) {
      at++;
    }
    if (at < words.size() && commands.size() < MAX_COMMANDS) {
      commands.add(List.copyOf(words.subList(at, words.size())));
    }
  }
}
