package dev.imageaudit.report;

import java.io.IOException;
import java.util.Optional;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A table of the template. One with a single row grows, and is the last thing on its sheet; one
 * with more rows has room for these and no more, and what lies around it stays.
 */
final class TemplateTable {
  private final XSSFTable table;
  private final XSSFSheet sheet;
  private final int firstRow;
  private final int room;
  private final Optional<Float> rowHeight;

  private TemplateTable(XSSFTable table) throws IOException {
    this.table = table;
    this.sheet = table.getXSSFSheet();
    this.firstRow = table.getStartRowIndex() + 1;
    this.room = table.getEndRowIndex() - firstRow + 1;
    check(table.getHeaderRowCount() == 1, "needs one row of headers");
    check(table.getTotalsRowCount() == 0, "must have its sums above the headers");
    check(sheet.getRow(firstRow) != null, "needs a row below its headers");
    for (int row = firstRow + 1; grows() && row <= sheet.getLastRowNum(); row++) {
      checkBelow(row);
    }
    XSSFRow sample = sampleRow();
    boolean isFixed = sample.getCTRow().isSetCustomHeight() && sample.getCTRow().getCustomHeight();
    this.rowHeight = isFixed ? Optional.of(sample.getHeightInPoints()) : Optional.empty();
  }

  /**
   * The table {@code name}; empty where the template has none.
   *
   * @throws IOException where it cannot be filled as it is
   */
  static Optional<TemplateTable> find(XSSFWorkbook book, String name) throws IOException {
    XSSFTable table = book.getTable(name);
    return table == null ? Optional.empty() : Optional.of(new TemplateTable(table));
  }

  private void check(boolean isGood, String rule) throws IOException {
    if (!isGood) {
      throw new IOException("the template's table " + name() + " " + rule);
    }
  }

  private void checkBelow(int index) throws IOException {
    XSSFRow row = sheet.getRow(index);
    if (row != null) {
      for (Cell cell : row) {
        check(cell.getCellType() == CellType.BLANK, "must be the last on its sheet");
      }
    }
  }

  /** Whether it has as many rows as there are; else {@link #room} is all. */
  boolean grows() {
    return room == 1;
  }

  /** How many rows the template gives it. */
  int room() {
    return room;
  }

  /**
   * Checks that it grows.
   *
   * @throws IOException where it does not
   */
  void checkGrows() throws IOException {
    check(grows(), "must have one row below its headers");
  }

  String name() {
    return table.getName();
  }

  String sheetName() {
    return sheet.getSheetName();
  }

  XSSFSheet sheet() {
    return sheet;
  }

  int firstRow() {
    return firstRow;
  }

  int lastRow() {
    return table.getEndRowIndex();
  }

  int firstColumn() {
    return table.getStartColIndex();
  }

  int lastColumn() {
    return table.getEndColIndex();
  }

  String header(int column) {
    return table.getColumns().get(column - firstColumn()).getName();
  }

  XSSFRow sampleRow() {
    return sheet.getRow(firstRow);
  }

  /** In points, where the template fixes it. */
  Optional<Float> rowHeight() {
    return rowHeight;
  }

  /** Takes out the template's rows, so that there is room for the fleet's. */
  void removeRows() {
    if (grows()) {
      for (int row = sheet.getLastRowNum(); row >= firstRow; row--) {
        XSSFRow old = sheet.getRow(row);
        if (old != null) {
          sheet.removeRow(old);
        }
      }
      return;
    }
    for (int row = firstRow; row < firstRow + room; row++) {
      XSSFRow old = sheet.getRow(row);
      for (int column = firstColumn(); old != null && column <= lastColumn(); column++) {
        XSSFCell cell = old.getCell(column);
        if (cell != null) {
          old.removeCell(cell);
        }
      }
    }
  }

  /** Where the table's rows are when there are {@code count} of them, at least one. */
  void setRows(int count) {
    int lastRow = firstRow + count - 1;
    table.setArea(
        new AreaReference(
            new CellReference(firstRow - 1, firstColumn()),
            new CellReference(lastRow, lastColumn()),
            SpreadsheetVersion.EXCEL2007));
    CellRangeAddress cells = new CellRangeAddress(firstRow, lastRow, firstColumn(), lastColumn());
    sheet.addIgnoredErrors(cells, IgnoredErrorType.NUMBER_STORED_AS_TEXT);
    stretchConditionalFormats(lastRow);
    if (grows()) {
      stretchPrintArea(lastRow);
      sheet.setDimensionOverride(new CellRangeAddress(0, lastRow, 0, rightmostColumn()));
    } else {
      hideRows(lastRow + 1);
    }
  }

  /** Hides what is left of its room, as far as nothing else stands there. */
  private void hideRows(int first) {
    for (int index = first; index < firstRow + room; index++) {
      XSSFRow row = sheet.getRow(index);
      XSSFRow hidden = row == null ? sheet.createRow(index) : row;
      boolean isBlank = true;
      for (Cell cell : hidden) {
        isBlank &= cell.getCellType() == CellType.BLANK;
      }
      hidden.setZeroHeight(isBlank);
    }
  }

  private void stretchPrintArea(int lastRow) {
    XSSFWorkbook book = sheet.getWorkbook();
    int index = book.getSheetIndex(sheet);
    String area = book.getPrintArea(index);
    if (area != null && AreaReference.isContiguous(area)) {
      AreaReference printed = new AreaReference(area, SpreadsheetVersion.EXCEL2007);
      CellReference last = printed.getLastCell();
      if (last.getRow() == firstRow) {
        book.setPrintArea(index, printed.getFirstCell().getCol(), last.getCol(), 0, lastRow);
      }
    }
  }

  private void stretchConditionalFormats(int lastRow) {
    var formats = sheet.getSheetConditionalFormatting();
    for (int i = 0; i < formats.getNumConditionalFormattings(); i++) {
      var format = formats.getConditionalFormattingAt(i);
      CellRangeAddress[] ranges = format.getFormattingRanges();
      for (CellRangeAddress range : ranges) {
        if (range.getFirstRow() == firstRow) {
          range.setLastRow(lastRow);
        }
      }
      format.setFormattingRanges(ranges);
    }
  }

  private int rightmostColumn() {
    int rightmost = lastColumn();
    for (Row row : sheet) {
      rightmost = Math.max(rightmost, row.getLastCellNum() - 1);
    }
    return rightmost;
  }
}
