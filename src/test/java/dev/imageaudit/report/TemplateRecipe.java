package dev.imageaudit.report;

import dev.imageaudit.report.TemplateLooks.Look;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTableStyleInfo;

/** Makes {@code reports-templates/audit.xlsx}, the workbook that the report fills. */
final class TemplateRecipe {
  private static final int SUMS = 3;
  private static final int HEADERS = 4;

  private final XSSFWorkbook book = new XSSFWorkbook();
  private final TemplateLooks looks = new TemplateLooks(book);

  /**
   * A column of a table.
   *
   * @param width in characters
   */
  record Column(String header, String field, Look look, int width) {}

  private TemplateRecipe() {}

  static byte[] template() throws IOException {
    TemplateRecipe recipe = new TemplateRecipe();
    try (XSSFWorkbook book = recipe.book) {
      new TemplateSummary(recipe).add();
      recipe.addImages();
      recipe.addFindings();
      recipe.addLayers();
      recipe.addDuplicates();
      recipe.addFailures();
      book.setActiveSheet(0);
      var properties = book.getProperties().getCoreProperties();
      properties.setTitle("Container image audit");
      properties.setCreator("image-audit");
      properties.setCreated(Optional.of(Date.from(Instant.EPOCH)));
      properties.setModified(Optional.of(Date.from(Instant.EPOCH)));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    }
  }

  XSSFWorkbook book() {
    return book;
  }

  TemplateLooks looks() {
    return looks;
  }

  private void addImages() {
    XSSFSheet sheet =
        addList(
            "Images",
            "One row for each image of the list, those that failed or were skipped included. "
                + "The sums follow the filters; shared layers count for every image.",
            List.of(
                new Column("Image", "reference", Look.TEXT, 46),
                new Column("Status", "status", Look.TEXT, 10),
                new Column("Verdict", "verdict.code", Look.TEXT, 17),
                new Column("Owner", "labels.owner", Look.TEXT, 18),
                new Column("Group", "labels.group", Look.TEXT, 14),
                new Column("Environment", "labels.environment", Look.TEXT, 14),
                new Column("Instances", "labels.instances", Look.COUNT, 12),
                new Column("Pulls per month", "labels.pullsPerMonth", Look.COUNT, 16),
                new Column("Platform", "platform", Look.TEXT, 15),
                new Column("Compressed", "size.compressedBytes", Look.MEGABYTES, 15),
                new Column("Saved", "saving.expectedBytes", Look.MEGABYTES, 14),
                new Column("Saved %", "saving.share", Look.SHARE, 10),
                new Column("Saved at least", "saving.lowBytes", Look.MEGABYTES, 14),
                new Column("Saved at most", "saving.highBytes", Look.MEGABYTES, 14),
                new Column("Uncompressed", "size.uncompressedBytes", Look.MEGABYTES, 15),
                new Column("Base", "base.name", Look.TEXT, 24),
                new Column("Top findings", "findings.top", Look.TEXT, 48),
                new Column("Findings", "findings.count", Look.COUNT, 11),
                new Column("Layers", "layers.count", Look.COUNT, 10),
                new Column("Shipped twice", "duplicates.compressedBytes", Look.MEGABYTES, 14),
                new Column("Created", "created", Look.DATE, 12),
                new Column("Failure", "failure.reason", Look.TEXT, 22),
                new Column("What to do", "verdict.summary", Look.TEXT, 130)));
    looks.mark(sheet, new CellRangeAddress(HEADERS + 1, HEADERS + 1, 1, 1), "failed", Look.BAD);
    looks.mark(sheet, new CellRangeAddress(HEADERS + 1, HEADERS + 1, 2, 2), "refactor", Look.GOOD);
    looks.mark(sheet, new CellRangeAddress(HEADERS + 1, HEADERS + 1, 2, 2), "clean-up", Look.FAIR);
    looks.bars(sheet, new CellRangeAddress(HEADERS + 1, HEADERS + 1, 11, 11));
  }

  private void addFindings() {
    addList(
        "Findings",
        "What the images ship that a runtime image does not need, or that runs and is worth a look.",
        List.of(
            new Column("Image", "image.reference", Look.TEXT, 46),
            new Column("Kind", "kind", Look.TEXT, 16),
            new Column("Name", "name", Look.TEXT, 30),
            new Column("Version", "version", Look.TEXT, 18),
            new Column("Package", "package", Look.TEXT, 28),
            new Column("Package URL", "purl", Look.TEXT, 48),
            new Column("Bytes", "bytes", Look.MEGABYTES, 14),
            new Column("Compressed", "compressedBytes", Look.MEGABYTES, 14),
            new Column("Needed at run time", "neededAtRuntime", Look.TEXT, 19),
            new Column("Instruction", "instruction", Look.TEXT, 60),
            new Column("From base", "base", Look.TEXT, 24),
            new Column("Reason", "reason", Look.TEXT, 60),
            new Column("Confidence", "confidence", Look.TEXT, 13),
            new Column("Evidence", "evidence", Look.TEXT, 60)));
  }

  private void addLayers() {
    addList(
        "Layers",
        "Every layer of every audited image, the base's first; shared layers stand at each image.",
        List.of(
            new Column("Image", "image.reference", Look.TEXT, 46),
            new Column("Layer", "index", Look.PLAIN_NUMBER, 9),
            new Column("Digest", "digest", Look.TEXT, 24),
            new Column("Instruction", "instruction", Look.TEXT, 80),
            new Column("From base", "fromBase", Look.TEXT, 12),
            new Column("Compressed", "compressedBytes", Look.MEGABYTES, 15),
            new Column("Uncompressed", "uncompressedBytes", Look.MEGABYTES, 15),
            new Column("Saved", "savedCompressedBytes", Look.MEGABYTES, 14)));
  }

  private void addDuplicates() {
    addList(
        "Duplicates",
        "Contents that an image ships more than once, and what goes where each is shipped once."
            + " What was sent again or moved is in the savings; copies are not.",
        List.of(
            new Column("Image", "image.reference", Look.TEXT, 46),
            new Column("Cause", "cause", Look.TEXT, 12),
            new Column("Where", "places.roots", Look.TEXT, 60),
            new Column("Files", "files", Look.COUNT, 9),
            new Column("Bytes", "bytes", Look.MEGABYTES, 14),
            new Column("Compressed", "compressedBytes", Look.MEGABYTES, 14),
            new Column("Instruction", "instruction", Look.TEXT, 60),
            new Column("Reason", "reason", Look.TEXT, 90)));
  }

  private void addFailures() {
    addList(
        "Failures",
        "Images without a result: failed ones, and what was skipped because it is no image.",
        List.of(
            new Column("Image", "reference", Look.TEXT, 60),
            new Column("Status", "status", Look.TEXT, 10),
            new Column("Stage", "failure.stage", Look.TEXT, 11),
            new Column("Reason", "failure.reason", Look.TEXT, 24),
            new Column("Message", "failure.message", Look.TEXT, 90),
            new Column("Owner", "labels.owner", Look.TEXT, 20),
            new Column("Group", "labels.group", Look.TEXT, 16),
            new Column("Environment", "labels.environment", Look.TEXT, 16)));
  }

  private XSSFSheet addList(String name, String caption, List<Column> columns) {
    XSSFSheet sheet = book.createSheet(name);
    put(sheet, 0, 0, name, Look.TITLE);
    put(sheet, 1, 0, caption, Look.CAPTION);
    put(sheet, 2, 0, "${omitted." + name + "}", Look.WARNING);
    addTable(sheet, name, HEADERS, 0, columns);
    XSSFRow sums = sheet.createRow(SUMS);
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      XSSFCell cell = sums.createCell(i);
      cell.setCellStyle(looks.sum(column.look()));
      if (column.look() == Look.MEGABYTES || column.look() == Look.COUNT) {
        cell.setCellFormula("SUBTOTAL(109," + name + "[" + column.header() + "])");
      } else if (i == 0) {
        cell.setCellValue("Sum of the rows shown");
      }
    }
    sheet.createFreezePane(1, HEADERS + 1);
    sheet.setRepeatingRows(CellRangeAddress.valueOf((HEADERS + 1) + ":" + (HEADERS + 1)));
    print(sheet, PrintSetup.A3_PAPERSIZE);
    return sheet;
  }

  /** A table with one row of placeholders. */
  void addTable(XSSFSheet sheet, String name, int headerRow, int first, List<Column> columns) {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      put(sheet, headerRow, first + i, column.header(), looks.header(column.look()));
      put(sheet, headerRow + 1, first + i, "${" + column.field() + "}", column.look());
      sheet.setColumnWidth(first + i, column.width() * 256);
    }
    sheet.getRow(headerRow).setHeightInPoints(30);
    AreaReference area =
        new AreaReference(
            new CellReference(headerRow, first),
            new CellReference(headerRow + 1, first + columns.size() - 1),
            SpreadsheetVersion.EXCEL2007);
    XSSFTable table = sheet.createTable(area);
    table.setName(name);
    table.setDisplayName(name);
    table.getCTTable().addNewAutoFilter().setRef(area.formatAsString());
    CTTableStyleInfo style = table.getCTTable().addNewTableStyleInfo();
    style.setName("TableStyleLight1");
    style.setShowRowStripes(true);
  }

  /** Landscape, all columns on a page, and on each page where it is from. */
  void print(XSSFSheet sheet, short paper) {
    sheet.setFitToPage(true);
    sheet.setHorizontallyCenter(true);
    PrintSetup setup = sheet.getPrintSetup();
    setup.setLandscape(true);
    setup.setPaperSize(paper);
    setup.setFitWidth((short) 1);
    setup.setFitHeight((short) 0);
    sheet.setMargin(PageMargin.LEFT, 0.4);
    sheet.setMargin(PageMargin.RIGHT, 0.4);
    sheet.setMargin(PageMargin.TOP, 0.5);
    sheet.getFooter().setLeft("image-audit");
    sheet.getFooter().setCenter("&A");
    sheet.getFooter().setRight("&P / &N");
  }

  XSSFCell put(XSSFSheet sheet, int row, int column, String text, Look look) {
    XSSFRow cells = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
    XSSFCell cell = cells.createCell(column);
    cell.setCellValue(text);
    cell.setCellStyle(looks.style(look));
    return cell;
  }
}
