package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TextSearchTest {
  private static final int MARGIN = 2;

  @Provide
  Arbitrary<String> shortTexts() {
    return Arbitraries.strings().withChars("abA").ofMinLength(5).ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> longTexts() {
    return Arbitraries.strings().withChars("abA\0\u00ff").ofMaxLength(300);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Property
  void itFindsEachTextWhereverItLies(
      @ForAll @Size(min = 1, max = 6) List<@From("shortTexts") String> texts,
      @ForAll("longTexts") String before,
      @ForAll("longTexts") String after) {
    String content = before + texts.get(0) + after;
    List<String> expected = new ArrayList<>();
    for (int text = 0; text < texts.size(); text++) {
      for (int at = content.indexOf(texts.get(text));
          at >= 0;
          at = content.indexOf(texts.get(text), at + 1)) {
        expected.add(text + " at " + at);
      }
    }

    List<String> found = new ArrayList<>();
    byte[] bytes = latin1("x".repeat(MARGIN) + content + "x".repeat(MARGIN));
    new TextSearch(texts)
        .search(
            bytes,
            MARGIN,
            bytes.length - MARGIN,
            (text, start) -> found.add(text + " at " + (start - MARGIN)));

    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Property
  void aByteIsFoundWhereStringsFindIt(
      @ForAll("longTexts") String text, @ForAll @IntRange(max = 40) int from) {
    ByteBuffer bytes = ByteBuffer.wrap(latin1("A" + text), 1, text.length()).slice();
    int first = text.indexOf('A', from);

    assertThat(ByteSearch.next(bytes, Math.min(from, text.length()), 'A'))
        .isEqualTo(first < 0 ? text.length() : first);
  }
}
