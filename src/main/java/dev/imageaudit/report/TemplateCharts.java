package dev.imageaudit.report;

import java.util.Optional;
import java.util.Set;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.formula.SheetNameFormatter;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.xmlbeans.XmlCursor;
import org.apache.xmlbeans.XmlObject;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTNumData;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTNumRef;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTNumVal;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTStrData;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTStrRef;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTStrVal;

/** The template's charts that show the rows of a table: they follow it as it grows. */
final class TemplateCharts {
  /** A chart of more rows shows nobody anything, and is left to calculate its values. */
  private static final int MAX_KEPT_ROWS = 50;

  private static final Set<String> RANGES = Set.of("strRef", "numRef");

  private final TemplateTable table;

  TemplateCharts(TemplateTable table) {
    this.table = table;
  }

  /**
   * Lets them show all rows of the table, and keeps beside each range the values as {@code rows}
   * has them, which viewers that calculate nothing show.
   */
  void follow(Sheet rows) {
    for (Sheet sheet : table.sheet().getWorkbook()) {
      XSSFDrawing drawing = ((XSSFSheet) sheet).getDrawingPatriarch();
      if (drawing != null) {
        for (XSSFChart chart : drawing.getCharts()) {
          follow(chart, rows);
        }
      }
    }
  }

  private void follow(XSSFChart chart, Sheet rows) {
    try (XmlCursor cursor = chart.getCTChart().newCursor()) {
      while (cursor.hasNextToken()) {
        // the library lacks the types of other nodes that a spreadsheet program may have written
        if (cursor.toNextToken().isStart() && RANGES.contains(cursor.getName().getLocalPart())) {
          follow(cursor.getObject(), rows);
        }
      }
    }
  }

  private void follow(XmlObject node, Sheet rows) {
    if (node instanceof CTStrRef texts) {
      column(texts.getF())
          .ifPresent(
              column -> {
                texts.setF(range(column));
                if (areRowsKept()) {
                  texts.setStrCache(texts(column, rows));
                } else if (texts.isSetStrCache()) {
                  texts.unsetStrCache();
                }
              });
    } else if (node instanceof CTNumRef numbers) {
      column(numbers.getF())
          .ifPresent(
              column -> {
                numbers.setF(range(column));
                if (areRowsKept()) {
                  numbers.setNumCache(numbers(column, rows));
                } else if (numbers.isSetNumCache()) {
                  numbers.unsetNumCache();
                }
              });
    }
  }

  /** The table's column whose rows {@code formula} shows. */
  private Optional<Integer> column(String formula) {
    if (!AreaReference.isContiguous(formula)) {
      return Optional.empty();
    }
    CellReference first = new AreaReference(formula, SpreadsheetVersion.EXCEL2007).getFirstCell();
    boolean isOfTable =
        table.sheetName().equals(first.getSheetName())
            && first.getRow() == table.firstRow()
            && first.getCol() >= table.firstColumn()
            && first.getCol() <= table.lastColumn();
    return isOfTable ? Optional.of((int) first.getCol()) : Optional.empty();
  }

  private String range(int column) {
    CellReference first = new CellReference(table.firstRow(), column, true, true);
    CellReference last = new CellReference(table.lastRow(), column, true, true);
    return SheetNameFormatter.format(table.sheetName())
        + "!"
        + first.formatAsString()
        + ":"
        + last.formatAsString();
  }

  private int rowCount() {
    return table.lastRow() - table.firstRow() + 1;
  }

  private boolean areRowsKept() {
    return rowCount() <= MAX_KEPT_ROWS;
  }

  private CTStrData texts(int column, Sheet rows) {
    CTStrData cache = CTStrData.Factory.newInstance();
    cache.addNewPtCount().setVal(rowCount());
    for (int i = 0; i < rowCount(); i++) {
      Cell cell = cell(i, column, rows);
      if (cell.getCellType() == CellType.STRING) {
        CTStrVal point = cache.addNewPt();
        point.setIdx(i);
        point.setV(cell.getStringCellValue());
      }
    }
    return cache;
  }

  private CTNumData numbers(int column, Sheet rows) {
    CTNumData cache = CTNumData.Factory.newInstance();
    cache.setFormatCode(cell(0, column, rows).getCellStyle().getDataFormatString());
    cache.addNewPtCount().setVal(rowCount());
    for (int i = 0; i < rowCount(); i++) {
      Cell cell = cell(i, column, rows);
      if (cell.getCellType() == CellType.NUMERIC) {
        CTNumVal point = cache.addNewPt();
        point.setIdx(i);
        point.setV(Double.toString(cell.getNumericCellValue()));
      }
    }
    return cache;
  }

  private Cell cell(int row, int column, Sheet rows) {
    return rows.getRow(table.firstRow() + row).getCell(column);
  }
}
