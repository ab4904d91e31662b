package dev.imageaudit.estimate;

import dev.imageaudit.closure.Need;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.OsRelease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an image asks of the base that it would run on.
 *
 * @param removable what it does not need of what was found
 * @param files that running needs
 * @param libc that its programs are linked with
 * @param shell whether it runs a shell, or may
 * @param running the language's runtime that it starts; empty for programs of their own
 * @param release the distribution that it was built on, where that is known
 * @param forAnyProgram says of a path whether only what every image has to have in theory, and a
 *     hand-made one often lacks, needs it
 */
record RuntimeNeeds(
    Removable removable,
    List<RootFile> files,
    RuntimeBase.Libc libc,
    boolean shell,
    Optional<Running> running,
    Optional<Distribution> release,
    Predicate<String> forAnyProgram) {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "busybox");

  /**
   * A language's runtime.
   *
   * @param version empty where the image does not say
   */
  record Running(LanguageRuntime runtime, RootFile program, Optional<String> version) {}

  static RuntimeNeeds of(Subject subject) {
    Removable removable = Removable.of(subject);
    List<RootFile> files = RuntimeFiles.of(subject, removable);
    Predicate<RootFile> isExact = file -> subject.closure().needsExactly(file.path());
    return new RuntimeNeeds(
        removable,
        files,
        libc(files.stream().filter(isExact).toList()),
        files.stream().anyMatch(f -> SHELLS.contains(Paths.name(f.path()))),
        running(subject, files),
        Distribution.of(OsRelease.of(subject.root())),
        brought(
            subject,
            path -> subject.closure().need(path).filter(RuntimeNeeds::isForAnyProgram).isPresent(),
            path -> false));
  }

  private static boolean isForAnyProgram(Need need) {
    return need.strength() == Need.Strength.RULE && need.by().equals(RuntimeClosure.ENTRY_POINT);
  }

  private static RuntimeBase.Libc libc(List<RootFile> files) {
    boolean isDynamic = false;
    for (RootFile file : files) {
      Optional<ElfFacts> elf = file.inode().elf();
      if (elf.isPresent()) {
        String interpreter = elf.get().interpreter().orElse("");
        if (interpreter.contains("ld-musl")) {
          return RuntimeBase.Libc.MUSL;
        }
        isDynamic |= !interpreter.isEmpty() || !elf.get().needed().isEmpty();
      }
    }
    return isDynamic ? RuntimeBase.Libc.GLIBC : RuntimeBase.Libc.NONE;
  }

  private static Optional<Running> running(Subject subject, List<RootFile> files) {
    for (LanguageRuntime runtime : LanguageRuntime.bundled()) {
      for (RootFile file : files) {
        if (file.isRegular()
            && subject.closure().needsExactly(file.path())
            && runtime.isProgram(file.path())) {
          return Optional.of(
              new Running(runtime, file, runtime.version(subject.config(), file.path())));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Says of a path whether a base that brings {@code provided} brings along what needs it.
   *
   * @param own the paths that no base brings, nor what they need
   */
  static Predicate<String> brought(
      Subject subject, Predicate<String> provided, Predicate<String> own) {
    Map<String, Boolean> known = new HashMap<>();
    return path -> isBrought(subject, path, provided, own, known);
  }

  private static boolean isBrought(
      Subject subject,
      String path,
      Predicate<String> provided,
      Predicate<String> own,
      Map<String, Boolean> known) {
    List<String> chain = new ArrayList<>();
    Optional<String> at = Optional.of(path);
    while (at.isPresent() && !known.containsKey(at.get()) && !provided.test(at.get())) {
      String link = at.get();
      known.put(link, false); // a chain that leads back to itself ends here
      chain.add(link);
      at = Optional.of(link).filter(own.negate()).flatMap(subject.closure()::need).map(Need::by);
    }
    boolean brought = at.map(end -> known.getOrDefault(end, true)).orElse(false);
    chain.forEach(link -> known.put(link, brought));
    return brought;
  }
}
