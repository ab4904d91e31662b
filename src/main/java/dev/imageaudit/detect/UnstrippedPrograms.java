package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Programs and libraries that still have their debugging sections and symbol tables. Those are
 * parts of files that stay: the finding names the files and the bytes, and no path goes with it, so
 * that the books, which know whole files only, are not touched.
 */
final class UnstrippedPrograms implements Mechanism {
  private static final long MIN_FILE_BYTES = 64 << 10;
  private static final long MIN_SUM_BYTES = 1_000_000;

  @Override
  public List<Keep> keeps() {
    return List.of();
  }

  @Override
  public List<Candidate> recognise(Rule rule, ImageFacts facts, Predicate<String> isTaken) {
    List<RootFile> found = new ArrayList<>();
    Set<FileEntry> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    long sum = 0;
    for (RootFile file : facts.root().files()) {
      if (debugBytes(file) >= MIN_FILE_BYTES
          && !isTaken.test(file.path())
          && facts.inventory().owner(file.path()).isEmpty()
          && seen.add(file.inode())) {
        found.add(file);
        sum += debugBytes(file);
      }
    }
    found.sort(Comparator.comparing((RootFile f) -> -debugBytes(f)).thenComparing(RootFile::path));
    return sum < MIN_SUM_BYTES ? List.of() : List.of(candidate(rule, found, sum));
  }

  private static long debugBytes(RootFile file) {
    return file.inode()
        .elf()
        .filter(elf -> elf.kind() != ElfFacts.Kind.RELOCATABLE && elf.kind() != ElfFacts.Kind.CORE)
        .map(ElfFacts::debugBytes)
        .orElse(0L);
  }

  private static Candidate candidate(Rule rule, List<RootFile> found, long sum) {
    String name =
        String.format(Locale.ROOT, "%s: %.1f MB in %d", rule.name(), sum / 1e6, found.size());
    return new Candidate(
        rule,
        name + (found.size() == 1 ? " file" : " files"),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        found.stream().limit(Candidate.MAX_EVIDENCE).map(RootFile::path).toList(),
        rule.confidence());
  }
}
