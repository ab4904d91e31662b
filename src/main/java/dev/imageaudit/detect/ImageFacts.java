package dev.imageaudit.detect;

import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageInventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One image's files and packages, with what finds a file fast. */
final class ImageFacts {
  private final RootFilesystem root;
  private final PackageInventory inventory;
  private final Predicate<String> isNeeded;
  private final Map<String, List<RootFile>> unownedByName = new HashMap<>();
  private final List<RootFile> unownedPrograms = new ArrayList<>();

  /** The names of the commands that running needs and no package brought. */
  private final Set<String> neededCommands = new HashSet<>();

  private final Map<FileFact, Optional<Match>> anywhere = new HashMap<>();

  /** A file that is as a fact asks, and what is bound now. */
  record Match(RootFile file, Bindings bound) {}

  ImageFacts(RootFilesystem root, PackageInventory inventory, Predicate<String> isNeeded) {
    this.root = root;
    this.inventory = inventory;
    this.isNeeded = isNeeded;
    for (RootFile file : root.files()) {
      if (file.isRegular() && inventory.owner(file.path()).isEmpty()) {
        unownedByName.computeIfAbsent(Paths.name(file.path()), name -> new ArrayList<>()).add(file);
        if (file.inode().elf().isPresent()) {
          unownedPrograms.add(file);
          if (isInBin(file.path()) && isNeeded(file.path())) {
            neededCommands.add(Paths.name(file.path()));
          }
        }
      }
    }
  }

  RootFilesystem root() {
    return root;
  }

  PackageInventory inventory() {
    return inventory;
  }

  /**
   * Whether a library that is used as it was published brings {@code path}, not the application.
   */
  boolean isPublished(Rule rule, String path) {
    return rule.kind() == Kind.SOURCE && inventory.isRecorded(path);
  }

  boolean isNeeded(String path) {
    return isNeeded.test(path);
  }

  /** Whether running needs one of its files; a directory may be another package's too. */
  boolean isNeeded(InstalledPackage installed) {
    return installed.files().stream().anyMatch(path -> isNeeded(path) && !isDirectory(path));
  }

  private boolean isDirectory(String path) {
    return root.find(path).filter(file -> file.type() == FileType.DIRECTORY).isPresent();
  }

  /** Whether a file of that name is no package's. */
  boolean hasUnowned(String name) {
    return unownedByName.containsKey(name);
  }

  /** Whether running has a program that no package brought in the place of its own. */
  boolean isSuperseded(InstalledPackage installed) {
    return !isNeeded(installed)
        && installed.files().stream()
            .anyMatch(path -> isInBin(path) && neededCommands.contains(Paths.name(path)));
  }

  private static boolean isInBin(String path) {
    return Paths.name(Paths.parent(path)).equals("bin");
  }

  /** The first file that is as {@code fact} asks, of those of the tool in {@code directory}. */
  Optional<Match> find(FileFact fact, String directory, Bindings bound) {
    if (fact.anywhere() && fact.isFixed()) {
      return anywhere
          .computeIfAbsent(fact, f -> first(programsOrNamed(f, f.path()), f, Bindings.NONE))
          .map(match -> new Match(match.file, bound.with(match.bound)));
    }
    return bound
        .fill(fact.path())
        .flatMap(
            path ->
                first(
                    fact.anywhere() ? programsOrNamed(fact, path) : below(directory, path, fact),
                    fact,
                    bound));
  }

  private static Optional<Match> first(Stream<RootFile> files, FileFact fact, Bindings bound) {
    return files
        .flatMap(file -> fact.match(file, bound).map(b -> new Match(file, b)).stream())
        .findFirst();
  }

  /** What is built lies in no package. */
  private Stream<RootFile> programsOrNamed(FileFact fact, String name) {
    return fact.path().equals("*")
        ? unownedPrograms.stream()
        : unownedByName.getOrDefault(name, List.of()).stream();
  }

  private Stream<RootFile> below(String directory, String path, FileFact fact) {
    // What is bound stands for itself, also where it looks like a pattern.
    boolean isLiteral =
        Extent.wildcards(path) == 0
            || Extent.wildcards(path) > Extent.wildcards(Bindings.withoutVariables(fact.path()));
    return isLiteral
        ? Paths.normalise(path).map(p -> Paths.child(directory, p.substring(1))).stream()
            .flatMap(p -> root.resolve(p).stream())
        : root.matching(directory, PathPattern.of("/" + path)).stream();
  }
}
