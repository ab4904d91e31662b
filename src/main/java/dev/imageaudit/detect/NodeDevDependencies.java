package dev.imageaudit.detect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The development dependencies of Node projects, by their lock files: each that the manifest asks
 * for, with what it brought along.
 */
final class NodeDevDependencies implements Mechanism {
  static final int LOCK_BYTES = 16 << 20;
  static final String NEAR_THE_ROOT = "/{,*/,*/*/,*/*/*/,*/*/*/*/}";
  private static final List<String> NPM_LOCKS =
      List.of("node_modules/.package-lock.json", "npm-shrinkwrap.json", "package-lock.json");

  private static final String YARN_LOCK = "yarn.lock";

  /** By which Node finds the packages in Yarn's archives. */
  private static final Set<String> PLUG_AND_PLAY = Set.of(".pnp.cjs", ".pnp.js");

  @Override
  public List<Keep> keeps() {
    return List.of(
        new Keep(PathPattern.of("/**/node_modules/.package-lock.json"), LOCK_BYTES),
        new Keep(PathPattern.of("/**/node_modules/.pnpm/lock.yaml"), LOCK_BYTES),
        new Keep(
            PathPattern.of(
                NEAR_THE_ROOT + "{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml}"),
            LOCK_BYTES),
        new Keep(PathPattern.of(NEAR_THE_ROOT + "package.json"), 256 << 10));
  }

  @Override
  public List<Candidate> recognise(Rule rule, ImageFacts facts, Predicate<String> isTaken) {
    List<Candidate> found = new ArrayList<>();
    for (RootFile file : facts.root().files()) {
      if (file.type() == FileType.DIRECTORY
          && Paths.name(file.path()).equals("node_modules")
          && !file.path().contains("/node_modules/")) {
        NodeProject project = new NodeProject(facts.root(), Paths.parent(file.path()));
        locked(project).ifPresent(locked -> found.addAll(candidates(rule, project, locked)));
      } else if (file.isRegular() && PLUG_AND_PLAY.contains(Paths.name(file.path()))) {
        NodeProject project = new NodeProject(facts.root(), Paths.parent(file.path()));
        project
            .content(YARN_LOCK)
            .map(c -> new Locked(YARN_LOCK, YarnLock.readArchived(project, c.utf8())))
            .ifPresent(locked -> found.addAll(candidates(rule, project, locked)));
      }
    }
    return found;
  }

  /**
   * What a lock file says.
   *
   * @param modules those that are only there for development
   */
  private record Locked(String lock, List<NodeModule> modules) {}

  private static Optional<Locked> locked(NodeProject project) {
    for (String name : NPM_LOCKS) {
      Optional<JsonNode> document = project.content(name).flatMap(JsonFields::read);
      if (document.isPresent()) {
        return Optional.of(new Locked(name, NpmLock.read(project, document.get())));
      }
    }
    Optional<Locked> pnpm =
        List.of("pnpm-lock.yaml", "node_modules/.pnpm/lock.yaml").stream()
            .flatMap(
                name ->
                    project
                        .content(name)
                        .map(c -> new Locked(name, PnpmLock.read(project, c)))
                        .stream())
            .findFirst();
    return pnpm.or(
        () ->
            project
                .content(YARN_LOCK)
                .map(c -> new Locked(YARN_LOCK, YarnLock.read(project, c.utf8()))));
  }

  private static List<Candidate> candidates(Rule rule, NodeProject project, Locked locked) {
    Map<String, NodeModule> modules = new LinkedHashMap<>();
    for (NodeModule module : locked.modules) {
      if (project.exists(module.directory())) {
        modules.put(module.key(), module);
      }
    }
    List<Candidate> found = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (NodeModule first : inOrder(modules)) {
      List<String> directories = takeAll(first, modules, taken);
      if (!directories.isEmpty()) {
        found.add(candidate(rule, project, locked.lock, first, directories));
      }
    }
    return found;
  }

  /** Those that the manifest asks for, then those that nothing else needs, then the rest. */
  private static List<NodeModule> inOrder(Map<String, NodeModule> modules) {
    Set<String> needed = new HashSet<>();
    modules.values().forEach(module -> needed.addAll(module.needs()));
    List<NodeModule> order = new ArrayList<>();
    modules.values().stream().filter(NodeModule::isDirect).forEach(order::add);
    modules.values().stream().filter(m -> !needed.contains(m.key())).forEach(order::add);
    order.addAll(modules.values());
    return order;
  }

  private static List<String> takeAll(
      NodeModule first, Map<String, NodeModule> modules, Set<String> taken) {
    List<String> directories = new ArrayList<>();
    Deque<String> waiting = new ArrayDeque<>(List.of(first.key()));
    while (!waiting.isEmpty()) {
      NodeModule module = modules.get(waiting.pop());
      // What the manifest asks for too is a finding of its own.
      boolean isOwn = module != null && (module.equals(first) || !module.isDirect());
      if (module != null && isOwn && taken.add(module.key())) {
        directories.add(module.directory());
        waiting.addAll(module.needs());
      }
    }
    return directories;
  }

  private static Candidate candidate(
      Rule rule, NodeProject project, String lock, NodeModule module, List<String> places) {
    Map<Boolean, List<String>> areFiles =
        places.stream().collect(Collectors.partitioningBy(project::isFile));
    String manifest = Paths.child(module.directory(), "package.json");
    return new Candidate(
        rule,
        module.name(),
        areFiles.getOrDefault(false, List.of()),
        rule.paths(),
        areFiles.getOrDefault(true, List.of()),
        module.version(),
        Optional.empty(),
        List.of(),
        List.of(
            project.exists(manifest) ? manifest : module.directory(),
            Paths.child(project.directory(), lock)),
        rule.confidence());
  }
}
