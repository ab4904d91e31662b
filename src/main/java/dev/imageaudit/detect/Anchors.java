package dev.imageaudit.detect;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.PatternIndex;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The first facts of all signs, by the files that they may be about. */
final class Anchors {
  private final PatternIndex<Anchor> ofAny;
  private final PatternIndex<Anchor> ofElf;

  /** The first fact of a sign. */
  record Anchor(Rule rule, Sign sign) {
    private PathPattern pattern() {
      return sign.pattern(sign.anchor());
    }

    /** Whether {@code file} is what the fact says, and not where the rule does not look. */
    private boolean matches(RootFile file) {
      return sign.under().map(pattern -> pattern.matches(file.path())).orElse(true)
          && rule.outside().stream().noneMatch(pattern -> pattern.matches(file.path()))
          && sign.anchor().match(file, Bindings.NONE).isPresent();
    }
  }

  private Anchors(List<Anchor> ofAny, List<Anchor> ofElf) {
    this.ofAny = PatternIndex.of(ofAny, Anchor::pattern);
    this.ofElf = PatternIndex.of(ofElf, Anchor::pattern);
  }

  /** Where the search for each of {@code rules} starts. */
  static Anchors of(List<Rule> rules) {
    List<Anchor> anchors = new ArrayList<>();
    for (Rule rule : rules) {
      rule.signs().forEach(sign -> anchors.add(new Anchor(rule, sign)));
    }
    Map<Boolean, List<Anchor>> areElf =
        anchors.stream()
            .collect(
                Collectors.partitioningBy(a -> a.sign.anchor().elf() != FileFact.Elf.INDIFFERENT));
    return new Anchors(areElf.getOrDefault(false, List.of()), areElf.getOrDefault(true, List.of()));
  }

  /** Those whose fact is true of {@code file}. */
  List<Anchor> matching(RootFile file) {
    Stream<Anchor> any = ofAny.matching(file.path()).stream();
    Stream<Anchor> elf =
        file.inode().elf().isPresent() ? ofElf.matching(file.path()).stream() : Stream.of();
    return Stream.concat(any, elf).filter(anchor -> anchor.matches(file)).toList();
  }
}
