package dev.imageaudit.estimate;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The modules of the Java platform: what they weigh, what they need, which packages they export. It
 * is data, in {@code jdk-modules.yaml} and {@code jdk-kept.yaml}.
 */
final class JdkModules {
  static final String BASE = "java.base";
  private static final JdkModules BUNDLED = load();

  private final Map<String, Module> byName = new HashMap<>();
  private final Map<String, String> byPackage = new HashMap<>();
  private final Kept kept;

  private record Module(
      String name, long bytes, @Nullable List<String> requires, @Nullable List<String> packages) {}

  /**
   * What is kept besides what classes name.
   *
   * @param likely what nearly every application loads by name
   * @param possible what libraries may load by name
   */
  record Kept(List<String> likely, List<String> possible) {
    Kept {
      likely = List.copyOf(likely);
      possible = List.copyOf(possible);
    }
  }

  private JdkModules(Module[] modules, Kept kept) {
    this.kept = kept;
    for (Module module : modules) {
      byName.put(module.name, module);
      orNone(module.packages).forEach(name -> byPackage.put(name, module.name));
    }
  }

  static JdkModules bundled() {
    return BUNDLED;
  }

  private static JdkModules load() {
    return new JdkModules(
        BundledYaml.read("jdk-modules.yaml", Module[].class),
        BundledYaml.read("jdk-kept.yaml", Kept.class));
  }

  private static List<String> orNone(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  Kept kept() {
    return kept;
  }

  /** The module that exports {@code name}; empty for java.base's and what is no package of any. */
  Optional<String> exporting(String name) {
    return Optional.ofNullable(byPackage.get(name));
  }

  /** {@code modules}, what they need, and java.base. */
  NavigableSet<String> closure(Collection<String> modules) {
    NavigableSet<String> reached = new TreeSet<>();
    Deque<String> waiting = new ArrayDeque<>(modules);
    waiting.add(BASE);
    while (!waiting.isEmpty()) {
      Optional<Module> next = Optional.ofNullable(byName.get(waiting.remove()));
      if (next.isPresent() && reached.add(next.get().name)) {
        waiting.addAll(orNone(next.get().requires));
      }
    }
    return reached;
  }

  /** How much of the whole platform {@code modules} are, from 0 to 1. */
  double share(Collection<String> modules) {
    long part =
        byName.values().stream()
            .filter(module -> modules.contains(module.name))
            .mapToLong(Module::bytes)
            .sum();
    return (double) part / byName.values().stream().mapToLong(Module::bytes).sum();
  }
}
