package dev.imageaudit.report;

import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** A column's format, and the same for texts that must stay texts when a user edits them. */
final class CellStyles {
  private final XSSFWorkbook book;
  private final XSSFCellStyle plain;
  private @Nullable XSSFCellStyle quoted;

  CellStyles(XSSFWorkbook book, XSSFCellStyle plain) {
    this.book = book;
    this.plain = plain;
  }

  XSSFCellStyle plain() {
    return plain;
  }

  /** As if the user had typed an apostrophe before the text. */
  XSSFCellStyle quoted() {
    XSSFCellStyle style = quoted;
    if (style == null) {
      style = book.createCellStyle();
      style.cloneStyleFrom(plain);
      style.setQuotePrefixed(true);
      quoted = style;
    }
    return style;
  }
}
