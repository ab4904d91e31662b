package dev.imageaudit.report;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.formula.SheetNameFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
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
import org.openxmlformats.schemas.drawingml.x2006.spreadsheetDrawing.CTDrawing;
import org.openxmlformats.schemas.drawingml.x2006.spreadsheetDrawing.CTTwoCellAnchor;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The template's charts that show the rows of a table: they follow it as it grows. */
final class TemplateCharts {
  /** A chart of more rows shows nobody anything, and is left to calculate its values. */
  static final int MAX_KEPT_ROWS = 50;

  private static final String CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart";
  private static final String RELATION =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final Set<String> RANGES = Set.of("strRef", "numRef");

  private final TemplateTable table;
  private final Shown shown;

  /** What the first rows of a table show. */
  interface Shown {
    /** Of the row and the column, both from 0; blank where it is not kept. */
    CellValue value(int row, int column);

    /** How the column's numbers look. */
    String format(int column);
  }

  TemplateCharts(TemplateTable table, Shown shown) {
    this.table = table;
    this.shown = shown;
  }

  /**
   * Lets them show the table as it is now, and keeps beside each range the values, which viewers
   * that calculate nothing show.
   */
  void follow() {
    for (Sheet sheet : table.sheet().getWorkbook()) {
      XSSFDrawing drawing = ((XSSFSheet) sheet).getDrawingPatriarch();
      if (drawing != null) {
        for (XSSFChart chart : drawing.getCharts()) {
          follow(chart);
        }
      }
    }
  }

  /** Takes out the charts that show the table. */
  void remove() {
    for (Sheet sheet : table.sheet().getWorkbook()) {
      XSSFDrawing drawing = ((XSSFSheet) sheet).getDrawingPatriarch();
      if (drawing != null) {
        drawing.getCharts().stream().filter(this::isShown).forEach(c -> remove(c, drawing));
      }
    }
  }

  private static void remove(XSSFChart chart, XSSFDrawing drawing) {
    CTDrawing drawn = drawing.getCTDrawing();
    for (int i = drawn.sizeOfTwoCellAnchorArray() - 1; i >= 0; i--) {
      if (holds(drawn.getTwoCellAnchorArray(i), drawing.getRelationId(chart))) {
        drawn.removeTwoCellAnchor(i);
      }
    }
  }

  private static boolean holds(CTTwoCellAnchor anchor, String relation) {
    NodeList charts = ((Element) anchor.getDomNode()).getElementsByTagNameNS(CHART, "chart");
    return charts.getLength() > 0
        && ((Element) charts.item(0)).getAttributeNS(RELATION, "id").equals(relation);
  }

  private boolean isShown(XSSFChart chart) {
    try (XmlCursor cursor = chart.getCTChart().newCursor()) {
      while (cursor.hasNextToken()) {
        if (cursor.toNextToken().isStart()
            && cursor.getObject() instanceof CTNumRef numbers
            && range(numbers.getF()).isPresent()) {
          return true;
        }
      }
      return false;
    }
  }

  private void follow(XSSFChart chart) {
    try (XmlCursor cursor = chart.getCTChart().newCursor()) {
      while (cursor.hasNextToken()) {
        // the library lacks the types of other nodes that a spreadsheet program may have written
        if (cursor.toNextToken().isStart() && RANGES.contains(cursor.getName().getLocalPart())) {
          follow(cursor.getObject());
        }
      }
    }
  }

  private void follow(XmlObject node) {
    if (node instanceof CTStrRef texts) {
      range(texts.getF())
          .ifPresent(
              range -> {
                texts.setF(formula(range));
                if (isKept(range)) {
                  texts.setStrCache(texts(range));
                } else if (texts.isSetStrCache()) {
                  texts.unsetStrCache();
                }
              });
    } else if (node instanceof CTNumRef numbers) {
      range(numbers.getF())
          .ifPresent(
              range -> {
                numbers.setF(formula(range));
                if (isKept(range)) {
                  numbers.setNumCache(numbers(range));
                } else if (numbers.isSetNumCache()) {
                  numbers.unsetNumCache();
                }
              });
    }
  }

  /** The first rows of one of the table's columns. */
  private record Range(int column, int rows) {}

  /**
   * What {@code formula}, which begins in the table's first row, shows of the table as it is now:
   * all of a column, or where the template names several rows no more than these.
   */
  private Optional<Range> range(String formula) {
    if (!AreaReference.isContiguous(formula)) {
      return Optional.empty();
    }
    AreaReference area = new AreaReference(formula, SpreadsheetVersion.EXCEL2007);
    CellReference first = area.getFirstCell();
    boolean isOfTable =
        table.sheetName().equals(first.getSheetName())
            && first.getRow() == table.firstRow()
            && first.getCol() >= table.firstColumn()
            && first.getCol() <= table.lastColumn();
    int named = area.getLastCell().getRow() - first.getRow() + 1;
    int rows = table.lastRow() - table.firstRow() + 1;
    return isOfTable
        ? Optional.of(new Range(first.getCol(), named == 1 ? rows : Math.min(named, rows)))
        : Optional.empty();
  }

  private String formula(Range range) {
    CellReference first = new CellReference(table.firstRow(), range.column, true, true);
    CellReference last =
        new CellReference(table.firstRow() + range.rows - 1, range.column, true, true);
    return SheetNameFormatter.format(table.sheetName())
        + "!"
        + first.formatAsString()
        + ":"
        + last.formatAsString();
  }

  private static boolean isKept(Range range) {
    return range.rows <= MAX_KEPT_ROWS;
  }

  private CTStrData texts(Range range) {
    CTStrData cache = CTStrData.Factory.newInstance();
    cache.addNewPtCount().setVal(range.rows);
    for (int i = 0; i < range.rows; i++) {
      if (value(i, range) instanceof CellValue.Text text) {
        CTStrVal point = cache.addNewPt();
        point.setIdx(i);
        point.setV(CellText.of(text.text()));
      }
    }
    return cache;
  }

  private CTNumData numbers(Range range) {
    CTNumData cache = CTNumData.Factory.newInstance();
    cache.setFormatCode(shown.format(range.column - table.firstColumn()));
    cache.addNewPtCount().setVal(range.rows);
    for (int i = 0; i < range.rows; i++) {
      OptionalDouble number = number(value(i, range));
      if (number.isPresent()) {
        CTNumVal point = cache.addNewPt();
        point.setIdx(i);
        point.setV(Double.toString(number.getAsDouble()));
      }
    }
    return cache;
  }

  private CellValue value(int row, Range range) {
    return shown.value(row, range.column - table.firstColumn());
  }

  private static OptionalDouble number(CellValue value) {
    if (value instanceof CellValue.Moment moment) {
      return OptionalDouble.of(DateUtil.getExcelDate(moment.time()));
    }
    return value instanceof CellValue.Amount number
        ? OptionalDouble.of(number.amount())
        : OptionalDouble.empty();
  }
}
