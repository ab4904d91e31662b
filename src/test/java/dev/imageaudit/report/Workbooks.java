package dev.imageaudit.report;

import dev.imageaudit.audit.FleetAudit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Writes workbooks and reads them back. */
final class Workbooks {
  private Workbooks() {}

  static XSSFWorkbook read(FleetAudit fleet) {
    return read(WorkbookReport.create(), fleet);
  }

  static XSSFWorkbook read(WorkbookReport report, FleetAudit fleet) {
    return read(written(report, fleet));
  }

  static byte[] written(WorkbookReport report, FleetAudit fleet) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      report.write(fleet, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static XSSFWorkbook read(byte[] workbook) {
    try {
      return new XSSFWorkbook(new ByteArrayInputStream(workbook));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(XSSFWorkbook book) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cell below {@code header} in the table's row {@code row}, from 0. */
  static XSSFCell cell(XSSFWorkbook book, String table, int row, String header) {
    XSSFTable found = book.getTable(table);
    XSSFRow cells = found.getXSSFSheet().getRow(found.getStartRowIndex() + 1 + row);
    return cells.getCell(
        found.getStartColIndex() + found.findColumnIndex(header),
        XSSFRow.MissingCellPolicy.CREATE_NULL_AS_BLANK);
  }

  static List<String> column(XSSFWorkbook book, String table, String header) {
    List<String> texts = new ArrayList<>();
    XSSFTable found = book.getTable(table);
    for (int row = 0; row < found.getEndRowIndex() - found.getStartRowIndex(); row++) {
      texts.add(cell(book, table, row, header).getStringCellValue());
    }
    return texts;
  }

  static List<Double> numbers(XSSFWorkbook book, String table, String header) {
    List<Double> numbers = new ArrayList<>();
    XSSFTable found = book.getTable(table);
    for (int row = 0; row < found.getEndRowIndex() - found.getStartRowIndex(); row++) {
      numbers.add(cell(book, table, row, header).getNumericCellValue());
    }
    return numbers;
  }

  /** The first cell right of one that says {@code label}. */
  static XSSFCell beside(XSSFSheet sheet, String label) {
    for (Row row : sheet) {
      for (Cell cell : row) {
        if (cell.getCellType() == CellType.STRING && cell.getStringCellValue().equals(label)) {
          return (XSSFCell) row.getCell(cell.getColumnIndex() + 2);
        }
      }
    }
    throw new AssertionError("nothing says " + label);
  }

  static List<Cell> cells(XSSFWorkbook book) {
    List<Cell> cells = new ArrayList<>();
    for (Sheet sheet : book) {
      for (Row row : sheet) {
        StreamSupport.stream(row.spliterator(), false).forEach(cells::add);
      }
    }
    return cells;
  }
}
