package dev.imageaudit.report;

import java.util.HexFormat;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
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
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.xmlbeans.XmlCursor;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTBarChart;
import org.openxmlformats.schemas.drawingml.x2006.main.CTTextBody;
import org.openxmlformats.schemas.drawingml.x2006.main.CTTextCharacterProperties;

/**
 * A chart of the first rows of a table: bars of bytes, those of later series over those before.
 *
 * @param title a text, or a cell whose text it is, after {@code =}
 * @param rows how many of the table's rows it shows, from the top
 * @param direction bars lie, or stand
 */
record TemplateChart(
    String title, XSSFSheet data, int headers, int rows, int names, BarDirection direction) {
  private static final String BYTES = "[>=1000000000]0.0,,,\" GB\";[>0]0,,\" MB\";0";

  /** What is shown of each row. */
  record Series(int column, String name, String colour) {}

  void addTo(XSSFSheet sheet, XSSFClientAnchor place, List<Series> shown) {
    boolean isLying = direction == BarDirection.BAR;
    XSSFChart chart = sheet.createDrawingPatriarch().createChart(place);
    if (title.startsWith("=")) {
      chart.setTitleFormula(title.substring(1));
      quiet(chart.getCTChart().getTitle().addNewTxPr());
    } else {
      chart.setTitleText(title);
      chart.getTitle().getBody().getParagraph(0).getTextRuns().forEach(TemplateChart::quiet);
    }
    chart.setTitleOverlay(false);
    if (shown.size() > 1) {
      chart.getOrAddLegend().setPosition(LegendPosition.TOP);
    }
    XDDFCategoryAxis categories =
        chart.createCategoryAxis(isLying ? AxisPosition.LEFT : AxisPosition.BOTTOM);
    categories.getOrAddShapeProperties().setLineProperties(line(TemplateLooks.PALE));
    XDDFValueAxis bytes = chart.createValueAxis(isLying ? AxisPosition.BOTTOM : AxisPosition.LEFT);
    if (isLying) {
      categories.setOrientation(AxisOrientation.MAX_MIN);
      bytes.setCrosses(AxisCrosses.MAX);
    }
    bytes.setMinimum(0);
    bytes.setNumberFormat(BYTES);
    bytes.getOrAddMajorGridProperties().setLineProperties(line(TemplateLooks.PALE));
    bytes
        .getOrAddShapeProperties()
        .setLineProperties(new XDDFLineProperties(new XDDFNoFillProperties()));

    XDDFBarChartData bars = (XDDFBarChartData) chart.createData(ChartTypes.BAR, categories, bytes);
    bars.setBarDirection(direction);
    bars.setBarGrouping(BarGrouping.CLUSTERED);
    bars.setGapWidth(45);
    shown.forEach(series -> add(series, bars));
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

  /** The same of a title that is a cell's. */
  private static void quiet(CTTextBody title) {
    title.addNewBodyPr();
    CTTextCharacterProperties run = title.addNewP().addNewPPr().addNewDefRPr();
    run.setSz(1100);
    run.setB(true);
    byte[] ink = HexFormat.of().parseHex(TemplateLooks.INK);
    run.addNewSolidFill().addNewSrgbClr().setVal(ink);
  }

  private static void quiet(XDDFTextRun title) {
    title.setFontSize(11.0);
    title.setBold(true);
    title.setFontColor(XDDFColor.from(HexFormat.of().parseHex(TemplateLooks.INK)));
  }

  private void add(Series shown, XDDFBarChartData bars) {
    XDDFDataSource<?> categories =
        direction == BarDirection.BAR
            ? XDDFDataSourcesFactory.fromStringCellRange(data, cells(names))
            : XDDFDataSourcesFactory.fromNumericCellRange(data, cells(names));
    var bytes = XDDFDataSourcesFactory.fromNumericCellRange(data, cells(shown.column()));
    var series = bars.addSeries(categories, bytes);
    series.setTitle(
        shown.name(), new CellReference(data.getSheetName(), headers, shown.column(), true, true));
    series.setFillProperties(fill(shown.colour()));
  }

  private CellRangeAddress cells(int column) {
    return new CellRangeAddress(headers + 1, headers + rows, column, column);
  }

  private static XDDFLineProperties line(String colour) {
    return new XDDFLineProperties(fill(colour));
  }

  private static XDDFSolidFillProperties fill(String colour) {
    return new XDDFSolidFillProperties(XDDFColor.from(HexFormat.of().parseHex(colour)));
  }
}
