package dev.imageaudit.closure;

import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the dynamic linker loads for one program, breadth first as it does: a library that is loaded
 * already serves all that ask for its name.
 */
final class ElfProcess {
  private static final int MAX_LIBRARIES = 5_000;

  private final RootFilesystem root;
  private final ElfResolver resolver;
  private final Listener listener;
  private final Optional<String> interpreter;
  private final Set<String> loadedNames = new HashSet<>();
  private final Set<String> loadedPaths = new HashSet<>();
  private final Deque<Loaded> toFollow = new ArrayDeque<>();

  /** Who is told what is loaded. */
  interface Listener {
    void loads(RootFile user, ElfResolver.Found library);

    void misses(RootFile user, String soname);
  }

  /**
   * An object of the process.
   *
   * @param inherited the run paths of those that have loaded it, the nearest first
   */
  private record Loaded(ElfUser user, List<String> inherited) {}

  private ElfProcess(
      RootFilesystem root, ElfResolver resolver, Optional<String> interpreter, Listener listener) {
    this.root = root;
    this.resolver = resolver;
    this.interpreter = interpreter;
    this.listener = listener;
    interpreter.map(Paths::name).ifPresent(loadedNames::add);
  }

  /**
   * Loads {@code program}, or a library as if it were one.
   *
   * @param interpreter that loads it
   */
  static void load(
      RootFilesystem root,
      ElfResolver resolver,
      RootFile program,
      Optional<String> interpreter,
      Listener listener) {
    ElfProcess process = new ElfProcess(root, resolver, interpreter, listener);
    process.add(program, program.path(), List.of());
    while (!process.toFollow.isEmpty()) {
      process.follow(process.toFollow.remove());
    }
  }

  private void add(RootFile file, String loadedAs, List<String> inherited) {
    Optional<ElfFacts> facts = file.inode().elf();
    if (facts.isEmpty() || !loadedPaths.add(file.path()) || loadedPaths.size() > MAX_LIBRARIES) {
      return;
    }
    facts.get().soname().ifPresent(loadedNames::add);
    toFollow.add(new Loaded(new ElfUser(file, facts.get(), loadedAs, interpreter), inherited));
  }

  private void follow(Loaded loaded) {
    List<String> handedOn = new ArrayList<>(resolver.handedOn(loaded.user));
    handedOn.addAll(loaded.inherited);
    for (String soname : loaded.user.facts().needed()) {
      if (loadedNames.contains(soname)) {
        continue;
      }
      Optional<ElfResolver.Found> library = resolver.find(loaded.user, soname, loaded.inherited);
      if (library.isEmpty()) {
        listener.misses(loaded.user.file(), soname);
        continue;
      }
      loadedNames.add(soname);
      listener.loads(loaded.user.file(), library.get());
      String path = library.get().path();
      root.resolve(path).ifPresent(file -> add(file, path, handedOn));
    }
  }
}
