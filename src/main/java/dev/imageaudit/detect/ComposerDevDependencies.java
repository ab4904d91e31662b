package dev.imageaudit.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The development dependencies that Composer has installed, by its own list of what is installed,
 * else by the lock file.
 *
 * @see <a href="https://getcomposer.org/doc/articles/repositories.md">Composer, repositories</a>
 */
final class ComposerDevDependencies implements Mechanism {
  private static final String INSTALLED = "vendor/composer/installed.json";
  private static final int MAX_BYTES = 16 << 20;

  @Override
  public List<Keep> keeps() {
    return List.of(
        new Keep(PathPattern.of("/**/" + INSTALLED), MAX_BYTES),
        new Keep(PathPattern.of(NodeDevDependencies.NEAR_THE_ROOT + "composer.lock"), MAX_BYTES));
  }

  @Override
  public List<Candidate> recognise(Rule rule, ImageFacts facts, Predicate<String> isTaken) {
    List<Candidate> found = new ArrayList<>();
    for (RootFile file : facts.root().files()) {
      if (file.path().endsWith("/" + INSTALLED)) {
        JsonNode installed = document(file);
        String project = file.path().substring(0, file.path().length() - INSTALLED.length() - 1);
        String lock = Paths.child(project, "composer.lock");
        Set<String> dev = names(installed.path("dev-package-names"));
        String source = dev.isEmpty() ? lock : file.path();
        if (dev.isEmpty()) {
          facts
              .root()
              .find(lock)
              .map(ComposerDevDependencies::document)
              .ifPresent(l -> l.path("packages-dev").forEach(p -> dev.add(text(p, "name"))));
        }
        found.addAll(candidates(rule, facts, project, installed, dev, source));
      }
    }
    return found;
  }

  private static List<Candidate> candidates(
      Rule rule,
      ImageFacts facts,
      String project,
      JsonNode installed,
      Set<String> dev,
      String source) {
    List<Candidate> found = new ArrayList<>();
    String composer = Paths.child(project, "vendor/composer");
    // Version 1 is a bare list.
    JsonNode packages = installed.isArray() ? installed : installed.path("packages");
    for (JsonNode one : packages) {
      String name = text(one, "name");
      String path = one.path("install-path").asText("../" + name);
      Optional<String> directory =
          Paths.normalise(composer + "/" + path)
              .filter(d -> Paths.isWithin(d, project) && !Paths.isWithin(composer, d))
              .filter(d -> facts.root().find(d).isPresent());
      if (dev.contains(name) && directory.isPresent()) {
        found.add(
            new Candidate(
                rule,
                name,
                List.of(directory.get()),
                rule.paths(),
                List.of(),
                Optional.of(text(one, "version")).filter(v -> !v.isEmpty()),
                Optional.empty(),
                List.of(),
                List.of(directory.get(), source),
                rule.confidence()));
      }
    }
    return found;
  }

  private static JsonNode document(RootFile file) {
    return file.inode().content().flatMap(JsonFields::read).orElse(MissingNode.getInstance());
  }

  private static Set<String> names(JsonNode array) {
    Set<String> names = new HashSet<>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asText("");
  }
}
