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
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A table of the template, which is the last thing on its sheet, so that it can grow. */
final class TemplateTable {
  private final XSSFTable table;
  private final XSSFSheet sheet;
  private final int firstRow;
  private final Optional<Float> rowHeight;

  private TemplateTable(XSSFTable table) throws IOException {
    this.table = table;
    this.sheet = table.getXSSFSheet();
    this.firstRow = table.getStartRowIndex() + 1;
    check(table.getHeaderRowCount() == 1, "needs one row of headers");
    check(table.getTotalsRowCount() == 0, "must have its sums above the headers");
    check(sheet.getRow(firstRow) != null, "needs a row below its headers");
    for (int row = firstRow; row <= sheet.getLastRowNum(); row++) {
      checkRow(row);
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

  private void checkRow(int index) throws IOException {
    XSSFRow row = sheet.getRow(index);
    if (row == null) {
      return;
    }
    for (Cell cell : row) {
      boolean isInTable = index <= table.getEndRowIndex();
      check(isInTable || cell.getCellType() == CellType.BLANK, "must be the last on its sheet");
      check(cell.getCellType() != CellType.FORMULA, "must have no formulas in its rows");
    }
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

  void removeRows() {
    for (int row = sheet.getLastRowNum(); row >= firstRow; row--) {
      XSSFRow old = sheet.getRow(row);
      if (old != null) {
        sheet.removeRow(old);
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
    sheet.setDimensionOverride(new CellRangeAddress(0, lastRow, 0, rightmostColumn()));
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
