package dev.imageaudit.closure;

import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the libraries that an ELF file needs, as the dynamic linker does: in its run path, then in
 * the linker's directories.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8)</a>
 */
final class LibrarySearch {
  private static final Pattern DEFAULT_DIRECTORY =
      Pattern.compile(
          "/(?:usr/)?(?:local/)?lib(?:64|32)?(?:/[a-z0-9_]+-linux-(?:gnu|musl)[a-z0-9]*)?");

  private final RootFilesystem root;
  private final Map<String, List<RootFile>> libraries = new HashMap<>();

  LibrarySearch(RootFilesystem root) {
    this.root = root;
    for (RootFile file : root.files()) {
      String name = Paths.name(file.path());
      if (name.contains(".so") && !file.type().equals(FileType.DIRECTORY)) {
        libraries.computeIfAbsent(name, n -> new ArrayList<>()).add(file);
      }
    }
  }

  /** The file that {@code user} gets when it asks for {@code soname}; links are followed. */
  Optional<RootFile> find(RootFile user, ElfFacts facts, String soname) {
    if (soname.contains("/")) {
      return root.resolve(soname);
    }
    String path = facts.runpath().or(facts::rpath).orElse("");
    for (String directory : path.split(":", -1)) {
      if (!directory.isEmpty()) {
        String expanded =
            directory.replaceAll(
                "\\$(?:ORIGIN|\\{ORIGIN\\})", Matcher.quoteReplacement(Paths.parent(user.path())));
        Optional<RootFile> found =
            Paths.normalise(expanded).flatMap(d -> root.resolve(Paths.child(d, soname)));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return inDirectories(facts, soname);
  }

  private Optional<RootFile> inDirectories(ElfFacts facts, String soname) {
    Optional<RootFile> elsewhere = Optional.empty();
    for (RootFile candidate : libraries.getOrDefault(soname, List.of())) {
      Optional<RootFile> library =
          root.resolve(candidate.path())
              .filter(f -> f.inode().elf().map(e -> e.machine() == facts.machine()).orElse(false));
      if (DEFAULT_DIRECTORY.matcher(Paths.parent(candidate.path())).matches()
          && library.isPresent()) {
        return library;
      }
      elsewhere = elsewhere.or(() -> library);
    }
    // The linker's cache may name any directory.
    return elsewhere;
  }
}
