package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PatternIndexTest {
  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b.c", "d.c", "*", "a*", "*.c", "{a,*.c}")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(components -> "/" + String.join("/", components));
  }

  @Provide
  Arbitrary<List<String>> patterns() {
    Arbitrary<String> anywhere = paths().map(path -> "/**" + path);
    Arbitrary<String> below = paths().map(path -> path + "/**");
    return Arbitraries.oneOf(paths(), anywhere, below).list().ofMaxSize(6);
  }

  @Property
  void itFindsExactlyThePatternsThatMatch(
      @ForAll @From("patterns") List<String> patterns, @ForAll @From("paths") String text) {
    String path = text.replace("{a,*.c}", "x").replace("*", "a");
    List<PathPattern> all = patterns.stream().distinct().map(PathPattern::of).toList();

    List<PathPattern> found = PatternIndex.of(all, pattern -> pattern).matching(path);

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(pattern -> pattern.matches(path)).toList());
  }
}
