package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.report.VisibleText;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.jline.utils.AttributedString;

class SheetProperties {
  @Property
  void wrappedTextIsWholeAndNoWiderThanTheTerminal(
      @ForAll @StringLength(max = 300) String text,
      @ForAll @IntRange(min = 40, max = 120) int columns) {
    String page = new Sheet(columns).wrapped("  - ", text).toText(false);

    assertThat(page.lines()).allMatch(line -> new AttributedString(line).columnLength() <= columns);
    assertThat(words(page)).isEqualTo(words("  - " + VisibleText.of(text.replaceAll("\\s+", " "))));
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Property
  void aLineIsNoWiderThanTheTerminal(
      @ForAll @StringLength(max = 300) String text,
      @ForAll @IntRange(min = 40, max = 120) int columns) {
    String page = new Sheet(columns).line().left(text, 20).add(text).end().toText(false);

    assertThat(page.lines()).hasSize(1);
    assertThat(page.lines()).allMatch(line -> new AttributedString(line).columnLength() <= columns);
  }
}
