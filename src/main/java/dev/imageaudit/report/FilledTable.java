package dev.imageaudit.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;

/**
 * A table of the template while rows are streamed into it. The template's one row below the headers
 * says by its placeholders what each column holds, and by its formats how that looks.
 */
final class FilledTable<T> {
  private final TemplateTable table;
  private final SXSSFSheet rows;
  private final List<Column<T>> columns;
  private final int maxRows;
  private int written;
  private long omitted;

  /** One column: where its values come from, and what they add up to. */
  private static final class Column<T> {
    private final int index;
    private final CellStyles styles;
    private final Optional<Function<T, CellValue>> value;
    private double sum;

    Column(int index, CellStyles styles, Optional<Function<T, CellValue>> value) {
      this.index = index;
      this.styles = styles;
      this.value = value;
    }
  }

  /**
   * Takes the sample row out of {@code table} and its placeholders from {@code fields}.
   *
   * @param maxRows further rows are counted, not written
   * @throws IOException where the template asks for what there is not
   */
  FilledTable(SXSSFWorkbook book, TemplateTable table, Fields<T> fields, int maxRows)
      throws IOException {
    this.table = table;
    this.maxRows = Math.min(maxRows, SpreadsheetVersion.EXCEL2007.getMaxRows() - table.firstRow());
    XSSFRow sample = table.sampleRow();
    this.columns = new ArrayList<>();
    for (int index = table.firstColumn(); index <= table.lastColumn(); index++) {
      XSSFCell cell = sample.getCell(index, XSSFRow.MissingCellPolicy.CREATE_NULL_AS_BLANK);
      Optional<Placeholder> placeholder = Placeholder.in(cell);
      columns.add(
          new Column<>(
              index,
              new CellStyles(book.getXSSFWorkbook(), cell.getCellStyle()),
              placeholder.isPresent()
                  ? Optional.of(placeholder.get().resolve(fields))
                  : Optional.empty()));
    }
    table.removeRows();
    this.rows = book.getSheet(table.sheetName());
  }

  void add(T row) {
    if (written == maxRows) {
      omitted++;
      return;
    }
    SXSSFRow cells = nextRow();
    for (Column<T> column : columns) {
      CellValue value = column.value.map(v -> v.apply(row)).orElse(CellValue.BLANK);
      write(cells.createCell(column.index), value, column.styles);
      if (value instanceof CellValue.Amount number) {
        column.sum += number.amount();
      }
    }
  }

  private SXSSFRow nextRow() {
    SXSSFRow row = rows.createRow(table.firstRow() + written);
    table.rowHeight().ifPresent(row::setHeightInPoints);
    written++;
    return row;
  }

  private static void write(Cell cell, CellValue value, CellStyles styles) {
    cell.setCellStyle(styles.plain());
    if (value instanceof CellValue.Text text) {
      String fitted = CellText.of(text.text());
      cell.setCellValue(fitted);
      if (CellText.looksLikeFormula(fitted)) {
        cell.setCellStyle(styles.quoted());
      }
    } else if (value instanceof CellValue.Amount number) {
      cell.setCellValue(number.amount());
    } else if (value instanceof CellValue.Moment moment) {
      cell.setCellValue(moment.time());
    }
  }

  /** Makes the table, and all that is bound to it, as long as what was added. */
  void finish() {
    if (written == 0) {
      SXSSFRow blank = nextRow(); // a table has at least one row
      columns.forEach(c -> write(blank.createCell(c.index), CellValue.BLANK, c.styles));
      written = 0;
    }
    table.setRows(Math.max(1, written));
    new TemplateCharts(table).follow(rows);
  }

  int rows() {
    return written;
  }

  /** The rows that the sheet has no room for. */
  long omitted() {
    return omitted;
  }

  String name() {
    return table.name();
  }

  /** What the numbers below {@code header} add up to; empty where there is no such column. */
  OptionalDouble sum(String header) {
    return columns.stream()
        .filter(column -> table.header(column.index).equals(header))
        .mapToDouble(column -> column.sum)
        .findFirst();
  }
}
