package dev.imageaudit.closure;

import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the libraries that an ELF file needs as the dynamic linkers of glibc and musl do.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8)</a>
 */
final class ElfResolver {
  private static final Pattern MUSL_ITSELF =
      Pattern.compile("lib(?:c|pthread|rt|m|dl|util|xnet)\\..*");
  private static final Pattern ORIGIN = Pattern.compile("\\$(?:ORIGIN|\\{ORIGIN\\})");
  private static final Pattern LIB = Pattern.compile("\\$(?:LIB|\\{LIB\\})");
  private static final Pattern PLATFORM = Pattern.compile("\\$(?:PLATFORM|\\{PLATFORM\\})");
  private static final Map<Integer, String> PLATFORMS = Map.of(62, "x86_64", 183, "aarch64");
  private static final int MAX_DIRECTORIES = 200;
  private static final String HWCAPS = "glibc-hwcaps";

  private final RootFilesystem root;
  private final LinkerConfiguration configuration;
  private final Set<String> environmentDirectories = new LinkedHashSet<>();
  private final Map<String, List<String>> directoriesByName = new HashMap<>();
  private final Map<Query, Optional<Found>> answers = new HashMap<>();

  private record Query(
      String soname, int machine, boolean isMusl, List<String> before, List<String> own) {}

  /**
   * A library that was found.
   *
   * @param by what the linker found it by
   */
  record Found(String path, By by) {}

  /** How a library was found. */
  enum By {
    /** As the linker does it. */
    SEARCH,
    /** By the linker's cache, which is therefore needed. */
    CACHE,
    /** It lies where {@code ldconfig} would have found it, had it been run. */
    CONFIGURATION,
    /** It lies somewhere else, and something that is not known may lead there. */
    NAME
  }

  /** {@code libraryPath} is the container's {@code LD_LIBRARY_PATH}; may be empty. */
  ElfResolver(RootFilesystem root, String libraryPath) {
    this.root = root;
    this.configuration = new LinkerConfiguration(root);
    addLibraryPath(libraryPath);
    for (RootFile file : root.files()) {
      if (file.type() != FileType.DIRECTORY && Paths.name(file.path()).contains(".so")) {
        directoriesByName
            .computeIfAbsent(Paths.name(file.path()), n -> new ArrayList<>())
            .add(Paths.parent(file.path()));
      }
    }
  }

  /** Libraries are looked for in these directories too, as {@code LD_LIBRARY_PATH} has them. */
  void addLibraryPath(String path) {
    for (String directory : path.split("[:;]", -1)) {
      if (directory.startsWith("/") && environmentDirectories.size() < MAX_DIRECTORIES) {
        environmentDirectories.add(directory);
      }
    }
  }

  LinkerConfiguration configuration() {
    return configuration;
  }

  /**
   * Where {@code user} finds {@code soname}; empty where nowhere.
   *
   * @param inherited the run paths of those that have loaded {@code user}, the nearest first
   */
  Optional<Found> find(ElfUser user, String soname, List<String> inherited) {
    if (soname.contains("/")) {
      return expand(soname, user).stream()
          .filter(path -> root.resolve(path).isPresent())
          .map(path -> new Found(path, By.SEARCH))
          .findFirst();
    }
    if (user.isMusl() && MUSL_ITSELF.matcher(soname).matches() && !exists(soname)) {
      return user.interpreter().map(path -> new Found(path, By.SEARCH));
    }
    List<String> before = new ArrayList<>();
    if (user.isMusl()) {
      before.addAll(environmentDirectories);
    }
    if (user.isMusl() || user.facts().runpath().isEmpty()) {
      before.addAll(runPath(user));
      before.addAll(inherited);
    }
    if (!user.isMusl()) {
      before.addAll(environmentDirectories);
    }
    List<String> own =
        user.isMusl() || user.facts().runpath().isEmpty() ? List.of() : runPath(user);
    return answers.computeIfAbsent(
        new Query(soname, user.facts().machine(), user.isMusl(), before, own), this::search);
  }

  /** The run path that {@code user} hands on to what it loads; empty where it has none. */
  List<String> handedOn(ElfUser user) {
    return user.isMusl() || user.facts().runpath().isEmpty() ? runPath(user) : List.of();
  }

  private boolean exists(String soname) {
    return directoriesByName.containsKey(soname);
  }

  private Optional<Found> search(Query query) {
    if (!exists(query.soname)) {
      return Optional.empty();
    }
    return in(query.before, query, By.SEARCH)
        .or(() -> in(query.own, query, By.SEARCH))
        .or(() -> query.isMusl ? in(configuration.musl(), query, By.SEARCH) : inSystem(query))
        .or(() -> in(directoriesByName.getOrDefault(query.soname, List.of()), query, By.NAME));
  }

  private Optional<Found> inSystem(Query query) {
    Optional<Found> cached =
        configuration.cached(query.soname).stream()
            .filter(path -> !path.contains("/" + HWCAPS + "/"))
            .filter(path -> isFor(path, query.machine))
            .map(path -> new Found(path, By.CACHE))
            .findFirst();
    return cached
        .or(() -> in(configuration.builtIn(query.machine), query, By.SEARCH))
        .or(() -> in(configuration.configured(), query, By.CONFIGURATION));
  }

  private Optional<Found> in(List<String> directories, Query query, By by) {
    return directories.stream()
        .map(directory -> Paths.child(directory, query.soname))
        .filter(path -> isFor(path, query.machine))
        .map(path -> new Found(path, by))
        .findFirst();
  }

  /** The same library for better processors: all that lie in {@code glibc-hwcaps} beside it. */
  List<String> variants(String library) {
    return root.resolve(Paths.parent(library)).map(RootFile::path).stream()
        .flatMap(directory -> root.children(Paths.child(directory, HWCAPS)).stream())
        .map(level -> Paths.child(level.path(), Paths.name(library)))
        .filter(path -> root.find(path).isPresent())
        .toList();
  }

  private boolean isFor(String path, int machine) {
    return root.resolve(path)
        .flatMap(f -> f.inode().elf())
        .map(library -> library.machine() == machine)
        .orElse(false);
  }

  private List<String> runPath(ElfUser user) {
    String text = user.facts().runpath().or(() -> user.facts().rpath()).orElse("");
    return List.of(text.split(":", -1)).stream()
        .filter(d -> d.startsWith("/") || d.startsWith("$"))
        .flatMap(directory -> expand(directory, user).stream())
        .toList();
  }

  private List<String> expand(String text, ElfUser user) {
    String placed =
        ORIGIN.matcher(text).replaceAll(Matcher.quoteReplacement(Paths.parent(user.loadedAs())));
    int machine = user.facts().machine();
    placed =
        PLATFORM
            .matcher(placed)
            .replaceAll(PLATFORMS.getOrDefault(machine, "$0").replace("$0", "\\$PLATFORM"));
    List<String> directories = new ArrayList<>();
    if (LIB.matcher(placed).find()) {
      for (String triplet : LinkerConfiguration.triplets(machine)) {
        directories.add(LIB.matcher(placed).replaceAll("lib/" + triplet));
      }
      directories.add(LIB.matcher(placed).replaceAll("lib64"));
      directories.add(LIB.matcher(placed).replaceAll("lib"));
    } else {
      directories.add(placed);
    }
    return directories.stream().map(Paths::normalise).flatMap(Optional::stream).toList();
  }
}
