package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The gems that are installed and, by a project's Gemfile and lock file, only for development. */
final class BundlerDevDependencies implements Mechanism {
  private static final int MAX_BYTES = 4 << 20;
  private static final String SPECIFICATION = ".gemspec";

  /**
   * A gem for development.
   *
   * @param key its name and version, joined by a hyphen
   * @param lock the lock file that says so
   */
  private record Gem(String key, String name, String lock) {}

  @Override
  public List<Keep> keeps() {
    return List.of(
        new Keep(
            PathPattern.of(NodeDevDependencies.NEAR_THE_ROOT + "{Gemfile,Gemfile.lock}"),
            MAX_BYTES));
  }

  @Override
  public List<Candidate> recognise(Rule rule, ImageFacts facts, Predicate<String> isTaken) {
    Map<String, Gem> dev = new TreeMap<>();
    for (RootFile file : facts.root().files()) {
      if (Paths.name(file.path()).equals("Gemfile.lock") && !file.path().contains("/gems/")) {
        String gemfile = text(facts.root(), Paths.child(Paths.parent(file.path()), "Gemfile"));
        GemfileLock.devGems(gemfile, text(facts.root(), file.path()))
            .forEach((key, name) -> dev.put(key, new Gem(key, name, file.path())));
      }
    }
    List<Candidate> found = new ArrayList<>();
    for (RootFile file : dev.isEmpty() ? List.<RootFile>of() : facts.root().files()) {
      Gem gem = dev.get(gem(file.path()));
      if (gem != null) {
        found.add(candidate(rule, file.path(), gem));
      }
    }
    return found;
  }

  private static String text(RootFilesystem root, String path) {
    return root.find(path).flatMap(f -> f.inode().content()).map(Content::utf8).orElse("");
  }

  /** The name and version of the gem that the specification at {@code path} is about. */
  private static String gem(String path) {
    boolean isInstalled =
        path.endsWith(SPECIFICATION) && Paths.name(Paths.parent(path)).equals("specifications");
    String name = Paths.name(path);
    return isInstalled ? name.substring(0, name.length() - SPECIFICATION.length()) : "";
  }

  private static Candidate candidate(Rule rule, String specification, Gem gem) {
    return new Candidate(
        rule,
        gem.name,
        List.of(Paths.parent(Paths.parent(specification))),
        List.of(
            PathPattern.of("/gems/" + gem.key + "/**"),
            PathPattern.of("/specifications/" + gem.key + SPECIFICATION),
            PathPattern.of("/extensions/*/*/" + gem.key + "/**"),
            PathPattern.of("/doc/" + gem.key + "/**"),
            PathPattern.of("/cache/" + gem.key + ".gem")),
        List.of(),
        Optional.of(gem.key.substring(gem.name.length() + 1)),
        Optional.empty(),
        List.of(),
        List.of(specification, gem.lock),
        rule.confidence());
  }
}
