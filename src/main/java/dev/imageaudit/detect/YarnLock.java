package dev.imageaudit.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Yarn's lock file, which does not say what is for development: what the manifest's dependencies do
 * not lead to, and its development dependencies do, is.
 *
 * @see <a href="https://classic.yarnpkg.com/lang/en/docs/yarn-lock/">Yarn, yarn.lock</a>
 */
final class YarnLock {
  /** A package of one version. */
  private static final class Entry {
    private final String name;
    private String version = "";
    private final Map<String, String> needs = new LinkedHashMap<>();

    private Entry(String name) {
      this.name = name;
    }

    private String key() {
      return name + "@" + version;
    }
  }

  private final Map<String, Entry> byDescriptor = new HashMap<>();
  private final Map<String, List<Entry>> byName = new HashMap<>();

  private YarnLock(String text) {
    Entry entry = new Entry("");
    boolean inNeeds = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      int indent = line.length() - line.stripLeading().length();
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      if (indent == 0) {
        entry = addEntry(content);
      } else if (indent == 2) {
        inNeeds = content.matches("(dependencies|optionalDependencies):");
        if (content.startsWith("version")) {
          entry.version = value(content);
        }
      } else if (inNeeds) {
        entry.needs.put(key(content), value(content));
      }
    }
  }

  /** The modules of {@code project} that are only there for development. */
  static List<NodeModule> read(NodeProject project, String text) {
    if (project.manifest().has("workspaces")) {
      // What the other manifests ask for, this file does not say.
      return List.of();
    }
    YarnLock lock = new YarnLock(text);
    Set<String> used =
        lock.reach(project, "dependencies", "optionalDependencies", "peerDependencies");
    Set<String> asked = project.names("devDependencies");
    List<NodeModule> modules = new ArrayList<>();
    for (String name : lock.reach(project, "devDependencies")) {
      if (!used.contains(name)) {
        modules.add(lock.module(project, name, asked.contains(name)));
      }
    }
    return modules;
  }

  /**
   * The packages of {@code project} in Yarn's own archives that are only there for development:
   * each archive, and what had to be unpacked of it.
   *
   * @see <a href="https://yarnpkg.com/features/pnp">Yarn, Plug'n'Play</a>
   */
  static List<NodeModule> readArchived(NodeProject project, String text) {
    if (project.manifest().has("workspaces")) {
      return List.of();
    }
    YarnLock lock = new YarnLock(text);
    Set<String> used = new HashSet<>();
    lock.reached(project, "dependencies", "optionalDependencies", "peerDependencies")
        .forEach(entry -> used.add(entry.key()));
    Set<String> asked = project.names("devDependencies");
    List<NodeModule> modules = new ArrayList<>();
    for (Entry entry : lock.reached(project, "devDependencies")) {
      if (!used.contains(entry.key())) {
        modules.addAll(lock.archived(project, entry, asked.contains(entry.name)));
      }
    }
    return modules;
  }

  private List<NodeModule> archived(NodeProject project, Entry entry, boolean isDirect) {
    List<String> places = project.archives(entry.name, entry.version, versions(entry).size() == 1);
    List<NodeModule> modules = new ArrayList<>();
    for (String place : places) {
      boolean isFirst = modules.isEmpty();
      List<String> needs = new ArrayList<>();
      if (isFirst) {
        needs.addAll(places.subList(1, places.size()));
        needs(entry).forEach(need -> needs.add(need.key()));
      }
      modules.add(
          new NodeModule(
              isFirst ? entry.key() : place,
              entry.name,
              Optional.of(entry.version),
              place,
              isFirst && isDirect,
              needs));
    }
    return modules;
  }

  /** Its own, and others of its name. */
  private Set<String> versions(Entry entry) {
    Set<String> versions = new HashSet<>();
    byName.getOrDefault(entry.name, List.of()).forEach(one -> versions.add(one.version));
    return versions;
  }

  private Entry addEntry(String descriptors) {
    List<String> all =
        List.of(descriptors.replaceAll(":$", "").replace("\"", "").split(",\\s*", -1));
    Entry entry = new Entry(name(all.get(0)));
    all.forEach(descriptor -> byDescriptor.put(descriptor, entry));
    byName.computeIfAbsent(entry.name, n -> new ArrayList<>()).add(entry);
    return entry;
  }

  /** The part of {@code @scope/name@range} before the range. */
  private static String name(String descriptor) {
    int at = descriptor.indexOf('@', 1);
    return at < 0 ? descriptor : descriptor.substring(0, at);
  }

  private static String key(String line) {
    return line.split(line.contains(": ") ? ": " : " ", 2)[0]
        .replace("\"", "")
        .replaceAll(":$", "");
  }

  private static String value(String line) {
    String[] parts = line.split(line.contains(": ") ? ": " : " ", 2);
    return parts.length < 2 ? "" : parts[1].replace("\"", "").strip();
  }

  private Set<String> reach(NodeProject project, String... fields) {
    Set<String> names = new TreeSet<>();
    reached(project, fields).forEach(entry -> names.add(entry.name));
    return names;
  }

  private Set<Entry> reached(NodeProject project, String... fields) {
    List<Entry> asked = new ArrayList<>();
    for (String field : fields) {
      project
          .manifest()
          .path(field)
          .properties()
          .forEach(ask -> asked.addAll(resolve(ask.getKey(), ask.getValue().asText(""))));
    }
    return Reachable.from(asked, this::needs);
  }

  private List<Entry> needs(Entry entry) {
    return entry.needs.entrySet().stream()
        .flatMap(need -> resolve(need.getKey(), need.getValue()).stream())
        .toList();
  }

  /** The entry of that range; else, as the range may be written otherwise, all of that name. */
  private List<Entry> resolve(String name, String range) {
    for (String descriptor : List.of(name + "@" + range, name + "@npm:" + range)) {
      Entry entry = byDescriptor.get(descriptor);
      if (entry != null) {
        return List.of(entry);
      }
    }
    return byName.getOrDefault(name, List.of());
  }

  private NodeModule module(NodeProject project, String name, boolean isDirect) {
    List<Entry> entries = byName.getOrDefault(name, List.of());
    List<String> needs = new ArrayList<>();
    entries.forEach(entry -> needs.addAll(entry.needs.keySet()));
    Optional<String> version =
        entries.size() == 1 ? Optional.of(entries.get(0).version) : Optional.empty();
    return new NodeModule(name, name, version, project.modules() + "/" + name, isDirect, needs);
  }
}
