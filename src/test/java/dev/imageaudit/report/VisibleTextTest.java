package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
  @Test
  void whatIsObeyedIsWrittenOut() {
    assertThat(VisibleText.of("a\u001b[31m\r\n\u009b1m"))
        .isEqualTo("a\\u001b[31m\\u000d\\u000a\\u009b1m");
    assertThat(VisibleText.of("\u202Egnp\u2066.exe\u2028"))
        .isEqualTo("\\u202egnp\\u2066.exe\\u2028");
    assertThat(VisibleText.of("\uD800 \uFFFE \uDB40\uDC01"))
        .isEqualTo("\\ud800 \\ufffe \\udb40\\udc01");
  }

  @Test
  void whatIsShownStaysAsItIs() {
    assertThat(VisibleText.of("שלום 日本語 é 🙂 <b> | \\")).isEqualTo("שלום 日本語 é 🙂 <b> | \\");
  }

  @Property
  void nothingIsLeftOut(@ForAll String text) {
    String visible = VisibleText.of(text);

    assertThat(VisibleText.of(visible)).isEqualTo(visible);
    if (!text.contains("\\")) {
      assertThat(VisibleTexts.read(visible)).isEqualTo(text);
    }
  }
}
