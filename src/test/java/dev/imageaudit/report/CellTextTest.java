package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTextTest {
  private static final String LONGEST = "x".repeat(CellText.MAX_LENGTH);

  @ParameterizedTest
  @ValueSource(
      strings = {"", "api", "a b", "two\nlines", "a\ttab", "שלום", "😀", "_x41_", "_x004_"})
  void harmlessTextStaysAsItIs(String text) {
    assertThat(CellText.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0000", "\u0007", "\u001B", "\u0085", "\uFFFE", "\uD800", "\u202E", "\u2066"})
  void whatNoCellMayHoldIsWrittenOut(String text) {
    assertThat(CellText.of("a" + text + "b"))
        .isEqualTo("a\\u%04xb".formatted((int) text.charAt(0)));
  }

  @Test
  void carriageReturnsBecomeLineFeeds() {
    assertThat(CellText.of("a\r\nb\rc")).isEqualTo("a\nb\nc");
  }

  @Test
  void whatSpreadsheetsReadAsAnEscapeIsEscaped() {
    assertThat(CellText.of("a_x0041_ and _xaBcD_")).isEqualTo("a_x005F_x0041_ and _x005F_xaBcD_");
  }

  @Test
  void theLongestTextIsWhole() {
    assertThat(CellText.of(LONGEST)).isEqualTo(LONGEST);
  }

  @Test
  void aLongerTextEndsInAnEllipsis() {
    assertThat(CellText.of(LONGEST + "x")).hasSize(CellText.MAX_LENGTH).endsWith("x…");
  }

  @Test
  void aCharacterIsNotCutInTwo() {
    assertThat(CellText.of("x".repeat(CellText.MAX_LENGTH - 2) + "😀😀"))
        .isEqualTo("x".repeat(CellText.MAX_LENGTH - 2) + "…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\n=1"})
  void aFormulaIsKnownByItsFirstCharacter(String text) {
    assertThat(CellText.looksLikeFormula(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1=1", "a-b", "'=1"})
  void otherTextIsNoFormula(String text) {
    assertThat(CellText.looksLikeFormula(text)).isFalse();
  }

  @Property
  void whateverComesInFitsIntoACell(@ForAll String text) {
    assertThat(CellText.of(text).length()).isLessThanOrEqualTo(CellText.MAX_LENGTH);
    assertThat(CellText.of(text).codePoints())
        .noneMatch(point -> point < ' ' && point != '\n' && point != '\t');
  }
}
