package dev.imageaudit.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;

/**
 * A table of the template while rows are written into it. The template's first row below the
 * headers says by its placeholders and formulas what each column holds, by its formats how that
 * looks, and by its links to which other table's rows it leads.
 */
final class FilledTable<T> implements TemplateCharts.Shown {
  /** Where a row leads to where nothing is linked. */
  static final ToIntFunction<String> NOWHERE = table -> -1;

  private static final int MAX_LINKED_ROWS = 1_000;

  private final TemplateTable table;
  private final Sheet rows;
  private final List<TableColumn<T>> columns;
  private final int maxRows;
  private final List<List<CellValue>> first = new ArrayList<>();
  private int written;
  private long omitted;

  /**
   * Takes the sample rows out of {@code table} and its placeholders from {@code fields}.
   *
   * @param rows the sheet that rows are written to: the table's own, or what streams them into it
   * @param maxRows further rows are counted, not written
   * @throws IOException where the template asks for what there is not
   */
  FilledTable(TemplateTable table, Sheet rows, Fields<T> fields, int maxRows) throws IOException {
    this.table = table;
    this.rows = rows;
    int most = SpreadsheetVersion.EXCEL2007.getMaxRows() - table.firstRow();
    this.maxRows = Math.min(maxRows, table.grows() ? most : table.room());
    this.columns = new ArrayList<>();
    for (int index = table.firstColumn(); index <= table.lastColumn(); index++) {
      columns.add(TableColumn.of(table, index, fields));
    }
    table.removeRows();
  }

  void add(T row) {
    add(values(row), NOWHERE);
  }

  /** What the columns show of {@code row}, to be added later. */
  List<CellValue> values(T row) {
    return columns.stream().map(column -> column.value(row)).toList();
  }

  /**
   * Adds a row.
   *
   * @param leadsTo of each table that a column may link to the row, from 0; -1 for none
   */
  void add(List<CellValue> values, ToIntFunction<String> leadsTo) {
    if (written == maxRows) {
      omitted++;
      return;
    }
    Row cells = nextRow();
    if (first.size() < TemplateCharts.MAX_KEPT_ROWS) {
      first.add(values);
    }
    for (int i = 0; i < columns.size(); i++) {
      TableColumn<T> column = columns.get(i);
      Cell cell = cells.createCell(column.index());
      column.write(cell, values.get(i) == CellValue.RANK ? CellValue.of(written) : values.get(i));
      if (written <= MAX_LINKED_ROWS) {
        link(cell, column, leadsTo);
      }
    }
  }

  private Row nextRow() {
    int index = table.firstRow() + written;
    Row there = table.grows() ? null : rows.getRow(index);
    Row row = there == null ? rows.createRow(index) : there;
    table.rowHeight().ifPresent(row::setHeightInPoints);
    written++;
    return row;
  }

  private void link(Cell cell, TableColumn<T> column, ToIntFunction<String> leadsTo) {
    if (column.link().isPresent()) {
      TableLink link = column.link().get();
      int target = leadsTo.applyAsInt(link.table());
      if (target >= 0) {
        Hyperlink inside =
            rows.getWorkbook().getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
        inside.setAddress(link.toRow(target));
        cell.setHyperlink(inside);
      }
    }
  }

  /** Makes the table, and all that is bound to it, as long as what was added. */
  void finish() {
    if (written == 0) {
      Row blank = nextRow(); // a table has at least one row
      columns.forEach(c -> c.write(blank.createCell(c.index()), CellValue.BLANK));
      written = 0;
    }
    table.setRows(Math.max(1, written));
    new TemplateCharts(table, this).follow();
  }

  /** Takes out the sheet, and the charts elsewhere that show it. */
  void leaveOut(Workbook book) {
    new TemplateCharts(table, this).remove();
    book.removeSheetAt(book.getSheetIndex(table.sheetName()));
  }

  @Override
  public CellValue value(int row, int column) {
    return row < first.size() ? first.get(row).get(column) : CellValue.BLANK;
  }

  @Override
  public String format(int column) {
    return columns.get(column).format();
  }

  /** Whether it has formulas whose values are known only when the workbook is opened. */
  boolean isToBeCalculated() {
    return rows != table.sheet() && columns.stream().anyMatch(TableColumn::isFormula);
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
        .filter(column -> table.header(column.index()).equals(header))
        .mapToDouble(TableColumn::sum)
        .findFirst();
  }
}
