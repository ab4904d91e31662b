package dev.imageaudit.report;

import java.util.Optional;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTStrData;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTStrRef;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTStrVal;

/** The titles of charts that are a cell's text, which viewers show that look up nothing. */
final class ChartTitles {
  private ChartTitles() {}

  static void update(XSSFWorkbook book) {
    for (var sheet : book) {
      var drawing = ((XSSFSheet) sheet).getDrawingPatriarch();
      if (drawing != null) {
        drawing.getCharts().forEach(chart -> update(chart, book));
      }
    }
  }

  private static void update(XSSFChart chart, XSSFWorkbook book) {
    var drawn = chart.getCTChart();
    if (drawn.isSetTitle()
        && drawn.getTitle().isSetTx()
        && drawn.getTitle().getTx().isSetStrRef()) {
      CTStrRef title = drawn.getTitle().getTx().getStrRef();
      cell(title.getF(), book).ifPresent(cell -> title.setStrCache(text(cell)));
    }
  }

  private static Optional<Cell> cell(String formula, XSSFWorkbook book) {
    if (!AreaReference.isContiguous(formula)) {
      return Optional.empty();
    }
    CellReference place = new AreaReference(formula, SpreadsheetVersion.EXCEL2007).getFirstCell();
    return Optional.ofNullable(book.getSheet(place.getSheetName()))
        .map(sheet -> sheet.getRow(place.getRow()))
        .map(row -> row.getCell(place.getCol()));
  }

  private static CTStrData text(Cell cell) {
    CTStrData cache = CTStrData.Factory.newInstance();
    cache.addNewPtCount().setVal(1);
    CTStrVal point = cache.addNewPt();
    point.setIdx(0);
    point.setV(cell.getCellType() == CellType.STRING ? cell.getStringCellValue() : "");
    return cache;
  }
}
