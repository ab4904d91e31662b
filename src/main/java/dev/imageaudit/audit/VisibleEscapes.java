package dev.imageaudit.audit;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Escapes in JSON what a terminal or a browser would obey instead of show, beside what JSON itself
 * wants escaped: further controls, marks of direction and other invisible characters.
 */
final class VisibleEscapes extends CharacterEscapes {
  private static final int DELETE = 0x7F;

  private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

  /** Escapes {@code others} too, which are ASCII. */
  VisibleEscapes(String others) {
    others.chars().forEach(c -> ascii[c] = CharacterEscapes.ESCAPE_STANDARD);
    ascii[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int unit) {
    return switch (Character.getType(unit)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          new SerializedString("\\u%04x".formatted(unit));
      default -> null;
    };
  }
}
