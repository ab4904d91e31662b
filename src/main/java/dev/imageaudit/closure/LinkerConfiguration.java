package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Content;
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
import java.util.regex.Pattern;

/**
 * Where the dynamic linkers of an image look for libraries: glibc's by its cache and its built-in
 * directories, musl's by its path file.
 */
final class LinkerConfiguration {
  static final String CACHE = "/etc/ld.so.cache";
  static final String PRELOAD = "/etc/ld.so.preload";

  private static final int MAX_INCLUDES = 100;
  private static final List<String> MUSL_DIRECTORIES =
      List.of("/lib", "/usr/local/lib", "/usr/lib");
  private static final List<String> DIRECTORIES =
      List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib");
  private static final Pattern MUSL_PATH_FILE = Pattern.compile("/etc/ld-musl-[a-z0-9_]+\\.path");

  /** Debian's names of the machines that {@code e_machine} numbers. */
  private static final Map<Integer, List<String>> TRIPLETS =
      Map.of(
          3, List.of("i386-linux-gnu"),
          8, List.of("mips64el-linux-gnuabi64", "mipsel-linux-gnu"),
          21, List.of("powerpc64le-linux-gnu"),
          22, List.of("s390x-linux-gnu"),
          40, List.of("arm-linux-gnueabihf", "arm-linux-gnueabi"),
          62, List.of("x86_64-linux-gnu"),
          183, List.of("aarch64-linux-gnu"),
          243, List.of("riscv64-linux-gnu"));

  private final RootFilesystem root;
  private final Optional<LinkerCache> cache;
  private final List<String> configured;
  private final List<String> musl;
  private final Map<Integer, List<String>> byMachine = new HashMap<>();

  LinkerConfiguration(RootFilesystem root) {
    this.root = root;
    this.cache = content(CACHE).map(content -> LinkerCache.parse(content.toBytes()));
    Set<String> directories = new LinkedHashSet<>();
    read("/etc/ld.so.conf", directories, new HashSet<>());
    directories.removeIf(directory -> !directory.startsWith("/"));
    this.configured = List.copyOf(directories);
    this.musl = muslDirectories();
  }

  /** What the cache says of {@code soname}; nothing where there is no cache. */
  List<String> cached(String soname) {
    return cache.map(c -> c.paths(soname)).orElse(List.of());
  }

  /** The directories that {@code ldconfig} would look into. */
  List<String> configured() {
    return configured;
  }

  /** The directories that musl's linker looks into. */
  List<String> musl() {
    return musl;
  }

  /** The directories that glibc's linker looks into last, for programs of {@code machine}. */
  List<String> builtIn(int machine) {
    return byMachine.computeIfAbsent(
        machine,
        m -> {
          List<String> directories = new ArrayList<>();
          for (String triplet : triplets(m)) {
            directories.add("/lib/" + triplet);
            directories.add("/usr/lib/" + triplet);
          }
          directories.addAll(DIRECTORIES);
          return List.copyOf(directories);
        });
  }

  static List<String> triplets(int machine) {
    return TRIPLETS.getOrDefault(machine, List.of());
  }

  /** The libraries that {@code /etc/ld.so.preload} loads into every program. */
  List<String> preloaded() {
    return content(PRELOAD)
        .map(c -> List.of(c.utf8().replaceAll("#.*", "").split("[:\\s]+", -1)))
        .orElse(List.of())
        .stream()
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private List<String> muslDirectories() {
    for (RootFile file : root.children("/etc")) {
      if (MUSL_PATH_FILE.matcher(file.path()).matches()) {
        return List.of(text(file.path()).strip().split("[:\n]+", -1));
      }
    }
    return MUSL_DIRECTORIES;
  }

  private void read(String file, Set<String> directories, Set<String> seen) {
    if (!seen.add(file) || seen.size() > MAX_INCLUDES) {
      return;
    }
    for (String line : text(file).split("\n", -1)) {
      String entry = line.replaceFirst("#.*", "").strip();
      if (entry.startsWith("include")) {
        String pattern = entry.substring("include".length()).strip();
        String absolute = pattern.startsWith("/") ? pattern : "/etc/" + pattern;
        Globs.files(root, absolute).forEach(f -> read(f.path(), directories, seen));
      } else if (!entry.isEmpty() && !entry.startsWith("hwcap")) {
        directories.addAll(List.of(entry.split("[:,\\s]+", -1)));
      }
    }
  }

  private Optional<Content> content(String path) {
    return root.resolve(path).flatMap(f -> f.inode().content());
  }

  private String text(String path) {
    return content(path).map(Content::utf8).orElse("");
  }
}
