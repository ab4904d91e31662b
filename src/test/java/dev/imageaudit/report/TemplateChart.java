package dev.imageaudit.report;

import java.util.HexFormat;
import javax.xml.namespace.QName;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.Units;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFNoFillProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisOrientation;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xddf.usermodel.text.XDDFTextRun;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.xmlbeans.XmlCursor;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTBarChart;

/** The summary's chart: what remains of each candidate, drawn over what it weighs today. */
final class TemplateChart {
  private static final String BYTES = "[>=1000000000]0.0,,,\" GB\";[>0]0,,\" MB\";0";
  private static final int GAP = Units.toEMU(8);
  private static final int NAMES = 1;
  private static final int TODAY = 4;
  private static final int AFTER = 5;

  private TemplateChart() {}

  /** Draws it from row {@code top} to {@code bottom}, of the table below {@code headers}. */
  static void add(XSSFSheet sheet, int top, int bottom, int headers) {
    XSSFDrawing drawing = sheet.createDrawingPatriarch();
    XSSFClientAnchor place = drawing.createAnchor(GAP, 0, 0, 0, 4, top - 1, 9, bottom);
    XSSFChart chart = drawing.createChart(place);
    chart.setTitleText("Download per image: today, and what a refactor leaves of it");
    chart.setTitleOverlay(false);
    chart.getTitle().getBody().getParagraph(0).getTextRuns().forEach(TemplateChart::quiet);
    chart.getOrAddLegend().setPosition(LegendPosition.TOP);

    XDDFCategoryAxis images = chart.createCategoryAxis(AxisPosition.LEFT);
    images.setOrientation(AxisOrientation.MAX_MIN);
    images.getOrAddShapeProperties().setLineProperties(line(TemplateLooks.PALE));
    XDDFValueAxis bytes = chart.createValueAxis(AxisPosition.BOTTOM);
    bytes.setCrosses(AxisCrosses.MAX);
    bytes.setMinimum(0);
    bytes.setNumberFormat(BYTES);
    bytes.getOrAddMajorGridProperties().setLineProperties(line(TemplateLooks.PALE));
    bytes
        .getOrAddShapeProperties()
        .setLineProperties(new XDDFLineProperties(new XDDFNoFillProperties()));

    XDDFBarChartData bars = (XDDFBarChartData) chart.createData(ChartTypes.BAR, images, bytes);
    bars.setBarDirection(BarDirection.BAR);
    bars.setBarGrouping(BarGrouping.CLUSTERED);
    bars.setGapWidth(45);
    series(sheet, bars, headers, TODAY, "Today", "B9C8D1");
    series(sheet, bars, headers, AFTER, "After", TemplateLooks.ACCENT);
    chart.plot(bars);
    CTBarChart drawn = chart.getCTChart().getPlotArea().getBarChartArray(0);
    drawn.addNewVaryColors().setVal(false);
    overlap(drawn);
  }

  /** One bar over the other; the library's schema has no type for the percentage. */
  private static void overlap(CTBarChart bars) {
    try (XmlCursor cursor = bars.addNewOverlap().newCursor()) {
      cursor.setAttributeText(new QName("val"), "100");
    }
  }

  private static void quiet(XDDFTextRun title) {
    title.setFontSize(12.0);
    title.setBold(true);
    title.setFontColor(XDDFColor.from(HexFormat.of().parseHex(TemplateLooks.INK)));
  }

  private static void series(
      XSSFSheet sheet, XDDFBarChartData bars, int headers, int column, String name, String colour) {
    XDDFDataSource<String> names =
        XDDFDataSourcesFactory.fromStringCellRange(sheet, cells(headers + 1, NAMES));
    var bytes = XDDFDataSourcesFactory.fromNumericCellRange(sheet, cells(headers + 1, column));
    var series = bars.addSeries(names, bytes);
    series.setTitle(name, new CellReference(sheet.getSheetName(), headers, column, true, true));
    series.setFillProperties(fill(colour));
  }

  private static CellRangeAddress cells(int row, int column) {
    return new CellRangeAddress(row, row, column, column);
  }

  private static XDDFLineProperties line(String colour) {
    return new XDDFLineProperties(fill(colour));
  }

  private static XDDFSolidFillProperties fill(String colour) {
    return new XDDFSolidFillProperties(XDDFColor.from(HexFormat.of().parseHex(colour)));
  }
}
