package dev.imageaudit.report;

/** Text of unknown origin in a CSV file, which somebody will open with a spreadsheet. */
final class CsvText {
  private static final String FORMULA_SIGNS = "=+-@|%＝＋－＠";

  private CsvText() {}

  /**
   * {@code text} in one visible line; where a spreadsheet would calculate it, behind an apostrophe.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>
   */
  static String of(String text) {
    String visible = VisibleText.of(text);
    String trimmed = visible.strip();
    boolean isFormula = !trimmed.isEmpty() && FORMULA_SIGNS.indexOf(trimmed.charAt(0)) >= 0;
    return isFormula ? "'" + visible : visible;
  }
}
