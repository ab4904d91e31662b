package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a sign asks of one file: where it lies, and what its content says.
 *
 * @param path a pattern relative to the tool's root directory, or with {@code anywhere} the file's
 *     name, wherever it lies
 * @param content looked for in the content by the indexer; it binds what the first group matches
 * @param json the top-level fields of a JSON document
 */
record FileFact(
    String path,
    boolean anywhere,
    Elf elf,
    Map<Trait, Expression> traits,
    Optional<Expression> content,
    Map<String, Expression> json) {

  /** Programs that may lie anywhere in memory have the kind of libraries. */
  private static final Set<ElfFacts.Kind> PROGRAMS =
      EnumSet.of(ElfFacts.Kind.EXECUTABLE, ElfFacts.Kind.SHARED_OBJECT);

  /** Whether a file is an ELF file, and which. */
  enum Elf {
    /** Need not be one. */
    INDIFFERENT,
    ANY,
    /** What can be started. */
    PROGRAM,
    /** The same where Go has linked it. */
    GO,
    /** What the linker has yet to link. */
    OBJECT,
    /** The memory of a program that failed. */
    CORE;

    /**
     * Reads the name in lower case.
     *
     * @throws IllegalArgumentException where there is no such kind
     */
    static Elf of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  FileFact {
    traits = Map.copyOf(traits);
    json = Map.copyOf(json);
    // Shows what is wrong with it to who reads the rule, not to who uses it.
    probe(elf, content, PathPattern.of("/**"));
    if (content.isPresent() && elf == Elf.ANY && Paths.name("/" + path).equals("*")) {
      throw new IllegalArgumentException(
          "every program there would be searched for this alone; elf: program looks for all such"
              + " at once: "
              + path);
    }
  }

  /** What the indexer must look for in the files at {@code where}. */
  Optional<CaptureRules.Probe> probe(PathPattern where) {
    return probe(elf, content, where);
  }

  /**
   * Checks that it can say by itself what a file is.
   *
   * @throws IllegalArgumentException where its text is too short to be looked for in all programs
   */
  void checkTelling() {
    probe(PathPattern.of("/**")).ifPresent(CaptureRules.Probe::checkTelling);
  }

  private static Optional<CaptureRules.Probe> probe(
      Elf elf, Optional<Expression> content, PathPattern where) {
    CaptureRules.Files files =
        switch (elf) {
          case INDIFFERENT -> CaptureRules.Files.ANY;
          case PROGRAM -> CaptureRules.Files.PROGRAM;
          case GO -> CaptureRules.Files.GO_PROGRAM;
          case ANY, OBJECT, CORE -> CaptureRules.Files.ELF;
        };
    return content
        .map(Expression::template)
        .map(regex -> new CaptureRules.Probe(regex, where, files, regex));
  }

  /** Whether it says the same whatever was bound before. */
  boolean isFixed() {
    return !Bindings.hasVariable(path)
        && traits.values().stream().noneMatch(Expression::hasVariable)
        && json.values().stream().noneMatch(Expression::hasVariable);
  }

  /** Whether it asks for more than that there is something of that name. */
  private boolean asksForContent() {
    return elf != Elf.INDIFFERENT || content.isPresent() || !json.isEmpty();
  }

  /** {@code bound} and what {@code file} adds; empty where it is not as asked. */
  Optional<Bindings> match(RootFile file, Bindings bound) {
    FileEntry entry = file.inode();
    if (asksForContent() && (entry.type() != FileType.REGULAR || !isElfAsAsked(entry))) {
      return Optional.empty();
    }
    Optional<Bindings> result = Optional.of(bound);
    for (Map.Entry<Trait, Expression> trait : new TreeMap<>(traits).entrySet()) {
      FileEntry asked = trait.getKey() == Trait.NAME ? file.entry() : entry;
      result = result.flatMap(b -> trait.getKey().match(asked, trait.getValue(), b));
    }
    if (content.isPresent()) {
      result = result.flatMap(b -> matchContent(entry, content.get(), b));
    }
    return json.isEmpty() ? result : result.flatMap(b -> JsonFields.match(entry, json, b));
  }

  private boolean isElfAsAsked(FileEntry entry) {
    return switch (elf) {
      case INDIFFERENT -> true;
      case ANY -> entry.elf().isPresent();
      case PROGRAM, GO -> isOfKind(entry, PROGRAMS);
      case OBJECT -> isOfKind(entry, Set.of(ElfFacts.Kind.RELOCATABLE));
      case CORE -> isOfKind(entry, Set.of(ElfFacts.Kind.CORE));
    };
  }

  private static boolean isOfKind(FileEntry entry, Set<ElfFacts.Kind> kinds) {
    return entry.elf().filter(facts -> kinds.contains(facts.kind())).isPresent();
  }

  private static Optional<Bindings> matchContent(
      FileEntry entry, Expression content, Bindings bound) {
    return Optional.ofNullable(entry.marks().get(content.template()))
        .map(group -> content.bind(group, bound));
  }
}
