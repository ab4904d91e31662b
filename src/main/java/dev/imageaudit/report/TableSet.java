package dev.imageaudit.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;

/** The tables that a template has, opened by name. */
final class TableSet {
  private final SXSSFWorkbook book;
  private final int maxRows;
  private final List<FilledTable<?>> opened = new ArrayList<>();

  /**
   * Those of {@code book}.
   *
   * @param maxRows of a table; further ones are counted, not written
   */
  TableSet(SXSSFWorkbook book, int maxRows) {
    this.book = book;
    this.maxRows = maxRows;
  }

  /**
   * A table of any number of rows, which are not kept in memory; empty where the template has none
   * of the name.
   *
   * @throws IOException where the template asks for what there is not
   */
  <T> Optional<FilledTable<T>> streamed(String name, Fields<T> fields) throws IOException {
    Optional<TemplateTable> table = TemplateTable.find(book.getXSSFWorkbook(), name);
    if (table.isEmpty()) {
      return Optional.empty();
    }
    table.get().checkGrows();
    return Optional.of(open(table.get(), book.getSheet(table.get().sheetName()), fields));
  }

  /**
   * The same of at most some hundred rows: formulas may ask for its cells, and it may have other
   * things below it.
   *
   * @throws IOException where the template asks for what there is not
   */
  <T> Optional<FilledTable<T>> kept(String name, Fields<T> fields) throws IOException {
    Optional<TemplateTable> table = TemplateTable.find(book.getXSSFWorkbook(), name);
    return table.isPresent()
        ? Optional.of(open(table.get(), table.get().sheet(), fields))
        : Optional.empty();
  }

  private <T> FilledTable<T> open(TemplateTable table, Sheet rows, Fields<T> fields)
      throws IOException {
    FilledTable<T> filled = new FilledTable<>(table, rows, fields, maxRows);
    opened.add(filled);
    return filled;
  }

  /**
   * Checks that the template has no other tables that want to be filled.
   *
   * @throws IOException where that is not so
   */
  void check(List<String> names) throws IOException {
    for (Sheet sheet : book.getXSSFWorkbook()) {
      for (XSSFTable table : ((XSSFSheet) sheet).getTables()) {
        if (!names.contains(table.getName()) && asks(table)) {
          throw new IOException(
              "the template's table "
                  + table.getName()
                  + " cannot be filled; tables have one of the names "
                  + String.join(", ", names));
        }
      }
    }
  }

  private static boolean asks(XSSFTable table) {
    var row = table.getXSSFSheet().getRow(table.getStartRowIndex() + 1);
    for (int column = table.getStartColIndex(); column <= table.getEndColIndex(); column++) {
      if (row != null
          && row.getCell(column) != null
          && Placeholder.in(row.getCell(column)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return opened.isEmpty();
  }

  /** Ends them all. */
  List<FilledTable<?>> finish() {
    opened.forEach(FilledTable::finish);
    return List.copyOf(opened);
  }
}
