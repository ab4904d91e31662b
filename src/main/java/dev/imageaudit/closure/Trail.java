package dev.imageaudit.closure;

import dev.imageaudit.closure.Need.Strength;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is being followed: the commands still to be looked at, and what was found so far. */
final class Trail {
  private static final int MAX_COMMANDS = 5_000;
  private static final int MAX_WORDS = 200;
  private static final int MAX_UNCERTAINTIES = 200;

  private final Entrypoint entrypoint;
  private final NeededFiles needed;
  private final ElfNeeds libraries;
  private final Application application;
  private final Set<String> uncertainties = new TreeSet<>();
  private final Deque<Command> toRun = new ArrayDeque<>();
  private final Set<List<String>> commands = new HashSet<>();
  private boolean isLost;

  Trail(Entrypoint entrypoint, NeededFiles needed, ElfNeeds libraries, Application application) {
    this.entrypoint = entrypoint;
    this.needed = needed;
    this.libraries = libraries;
    this.application = application;
  }

  RootFilesystem root() {
    return needed.root();
  }

  Entrypoint entrypoint() {
    return entrypoint;
  }

  NeededFiles needed() {
    return needed;
  }

  Application application() {
    return application;
  }

  Set<String> uncertainties() {
    return uncertainties;
  }

  /** A command that {@code by} runs in {@code directory}; an empty one is none. */
  void run(List<String> argv, String by, String directory) {
    if (argv.isEmpty() || commands.size() >= MAX_COMMANDS) {
      return;
    }
    List<String> bounded = List.copyOf(argv.subList(0, Math.min(argv.size(), MAX_WORDS)));
    List<String> key = new java.util.ArrayList<>(bounded);
    key.add(directory);
    if (commands.add(key)) {
      toRun.add(new Command(bounded, by, directory));
    }
  }

  /** The next command to look at; empty where there is none. */
  Optional<Command> next() {
    return Optional.ofNullable(toRun.poll());
  }

  /** Where commands cannot be told, every command that is there may be the one. */
  void loseTrack(String sentence) {
    doubt(sentence);
    if (!isLost) {
      isLost = true;
      Need need =
          new Need(RuntimeClosure.ENTRY_POINT, "a command that may be run", Strength.HEURISTIC);
      for (String directory : entrypoint.searchPath()) {
        String real = root().resolve(directory).map(RootFile::path).orElse(directory);
        for (RootFile file : root().children(real)) {
          if (file.type() != FileType.DIRECTORY) {
            needed.add(file.path(), need);
          }
        }
      }
    }
  }

  /** Something that is not known; a sentence. */
  void doubt(String sentence) {
    if (uncertainties.size() < MAX_UNCERTAINTIES) {
      uncertainties.add(sentence);
    }
  }

  /** A script changes a variable of the environment. */
  void assign(String variable, String value) {
    if (variable.equals("PATH")) {
      entrypoint.addSearchPath(value);
    } else if (variable.equals("LD_LIBRARY_PATH")) {
      libraries.addLibraryPath(value);
    }
  }

  /** The file that {@code word} names in {@code directory}, needed for {@code because}. */
  Optional<RootFile> open(String word, String directory, String by, String because) {
    return word.isEmpty()
        ? Optional.empty()
        : entrypoint
            .file(Paths.absolute(word, directory))
            .flatMap(path -> needed.add(path, by, because));
  }

  /** A directory that a program is told to use, with all in it; not one of the system's. */
  void use(String path, String by, String because) {
    Optional<RootFile> directory =
        Paths.normalise(path)
            .filter(p -> !Application.isSystem(p))
            .flatMap(p -> needed.add(p, new Need(by, because, Strength.DATA)));
    directory
        .map(RootFile::path)
        .filter(real -> !Application.isSystem(real))
        .ifPresent(real -> needed.addTree(real, new Need(by, because, Strength.DATA)));
  }

  /** What an indexer has kept of {@code file}; empty where it is no text or too long. */
  static Optional<String> text(RootFile file) {
    return file.inode().content().map(Content::utf8);
  }
}
