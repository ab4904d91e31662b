package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the libraries that an ELF file needs as the dynamic linkers of glibc and musl do: by the
 * run paths, {@code LD_LIBRARY_PATH}, the directories that {@code ld.so.conf} names, and the
 * default ones. The linker's cache is not read: it lists what lies in those directories.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8)</a>
 */
final class ElfResolver {
  private static final int MAX_INCLUDES = 100;
  private static final Pattern DEFAULT_DIRECTORY =
      Pattern.compile(
          "/(?:usr/)?(?:local/)?lib(?:64|32|x32)?(?:/[a-z0-9_]+-linux-(?:gnu|musl)[a-z0-9]*)?");
  private static final Pattern MUSL_ITSELF =
      Pattern.compile("lib(?:c|pthread|rt|m|dl|util|xnet)\\..*");

  private final RootFilesystem root;
  private final List<String> environmentDirectories;
  private final List<String> configuredDirectories;
  private final Map<String, List<String>> directoriesByName = new HashMap<>();

  /** {@code libraryPath} is the container's {@code LD_LIBRARY_PATH}; may be empty. */
  ElfResolver(RootFilesystem root, String libraryPath) {
    this.root = root;
    this.environmentDirectories = split(libraryPath);
    this.configuredDirectories = configured();
    for (RootFile file : root.files()) {
      if (file.type() != FileType.DIRECTORY && Paths.name(file.path()).contains(".so")) {
        directoriesByName
            .computeIfAbsent(Paths.name(file.path()), n -> new ArrayList<>())
            .add(Paths.parent(file.path()));
      }
    }
  }

  /**
   * The path under which {@code user} finds {@code soname}; empty where it does not.
   *
   * @param inherited run paths of those that have loaded {@code user}, expanded
   */
  Optional<String> find(RootFile user, ElfFacts facts, String soname, List<String> inherited) {
    if (soname.contains("/")) {
      return root.resolve(soname).map(f -> soname);
    }
    boolean isMusl = facts.interpreter().map(i -> i.contains("ld-musl")).orElse(false);
    if (isMusl && MUSL_ITSELF.matcher(soname).matches() && !directoriesByName.containsKey(soname)) {
      return facts.interpreter();
    }
    List<String> directories = new ArrayList<>();
    if (facts.runpath().isEmpty()) {
      directories.addAll(runPath(user, facts));
      directories.addAll(inherited);
    }
    directories.addAll(environmentDirectories);
    if (facts.runpath().isPresent()) {
      directories.addAll(runPath(user, facts));
    }
    directories.addAll(configuredDirectories);
    return directories.stream()
        .map(directory -> Paths.child(directory, soname))
        .filter(path -> isFor(path, facts))
        .findFirst()
        .or(() -> inKnownPlaces(facts, soname));
  }

  /** The run path that {@code user} hands on to what it loads; empty where it has none. */
  List<String> runPath(RootFile user, ElfFacts facts) {
    return split(facts.runpath().or(facts::rpath).orElse("")).stream()
        .map(
            directory ->
                directory.replaceAll(
                    "\\$(?:ORIGIN|\\{ORIGIN\\})",
                    Matcher.quoteReplacement(Paths.parent(user.path()))))
        .map(Paths::normalise)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The same library for better processors: all that lie in {@code glibc-hwcaps} beside it. */
  List<String> variants(String library) {
    String directory = Paths.child(Paths.parent(library), "glibc-hwcaps");
    return root.children(directory).stream()
        .map(level -> Paths.child(level.path(), Paths.name(library)))
        .filter(path -> root.find(path).isPresent())
        .toList();
  }

  private Optional<String> inKnownPlaces(ElfFacts facts, String soname) {
    Optional<String> elsewhere = Optional.empty();
    for (String directory : directoriesByName.getOrDefault(soname, List.of())) {
      String path = Paths.child(directory, soname);
      if (isFor(path, facts)) {
        if (DEFAULT_DIRECTORY.matcher(directory).matches()) {
          return Optional.of(path);
        }
        elsewhere = elsewhere.or(() -> Optional.of(path));
      }
    }
    // The linker's cache may be older than its configuration, and name any directory.
    return elsewhere;
  }

  private boolean isFor(String path, ElfFacts user) {
    return root.resolve(path)
        .flatMap(f -> f.inode().elf())
        .map(library -> library.machine() == user.machine())
        .orElse(false);
  }

  private List<String> configured() {
    Set<String> directories = new LinkedHashSet<>();
    read("/etc/ld.so.conf", directories, new HashSet<>());
    for (RootFile file : root.children("/etc")) {
      if (file.path().matches("/etc/ld-musl-[a-z0-9_]+\\.path")) {
        directories.addAll(List.of(text(file.path()).strip().split("[:\n]+", -1)));
      }
    }
    directories.removeIf(directory -> !directory.startsWith("/"));
    return List.copyOf(directories);
  }

  private void read(String file, Set<String> directories, Set<String> seen) {
    if (!seen.add(file) || seen.size() > MAX_INCLUDES) {
      return;
    }
    for (String line : text(file).split("\n", -1)) {
      String entry = line.replaceFirst("#.*", "").strip();
      if (entry.startsWith("include")) {
        String pattern = entry.substring("include".length()).strip();
        String directory = Paths.parent(pattern);
        String regex = Globs.regex(Paths.name(pattern));
        for (RootFile child : root.children(directory)) {
          if (Paths.name(child.path()).matches(regex)) {
            read(child.path(), directories, seen);
          }
        }
      } else if (!entry.isEmpty()) {
        directories.addAll(List.of(entry.split("[:,\\s]+", -1)));
      }
    }
  }

  private String text(String path) {
    return root.resolve(path).flatMap(f -> f.inode().content()).map(Content::utf8).orElse("");
  }

  private static List<String> split(String path) {
    return List.of(path.split(":", -1)).stream()
        .filter(d -> d.startsWith("/") || d.startsWith("$"))
        .toList();
  }
}
