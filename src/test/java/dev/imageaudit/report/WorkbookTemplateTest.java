package dev.imageaudit.report;

import static dev.imageaudit.report.Workbooks.cell;
import static dev.imageaudit.report.Workbooks.column;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class WorkbookTemplateTest {
  /** The template after a user's change. */
  private static byte[] changed(Consumer<XSSFWorkbook> change) {
    XSSFWorkbook book = Workbooks.read(WorkbookReport.Template.DEFAULT.content());
    change.accept(book);
    return Workbooks.bytes(book);
  }

  private static XSSFWorkbook hostileIn(Consumer<XSSFWorkbook> change) throws IOException {
    return Workbooks.read(WorkbookReport.withTemplate(changed(change)), FakeFleet.hostile());
  }

  /** Sets header and placeholder of one of the images' columns. */
  private static void setColumn(XSSFWorkbook book, int column, String header, String placeholder) {
    XSSFTable images = book.getTable("Images");
    int headers = images.getStartRowIndex();
    images.getXSSFSheet().getRow(headers).getCell(column).setCellValue(header);
    images.getXSSFSheet().getRow(headers + 1).getCell(column).setCellValue(placeholder);
    images.updateHeaders();
  }

  @Test
  void columnsMayHaveOtherOrderNamesAndValues() throws IOException {
    XSSFWorkbook book =
        hostileIn(
            template -> {
              setColumn(template, 0, "Zustand", "${status}");
              setColumn(template, 1, "Abbild", " ${ reference } ");
              setColumn(template, 2, "Kostenstelle", "${labels.costCentre}");
              setColumn(template, 3, "Bemerkung", "to be filled in");
            });

    assertThat(column(book, "Images", "Zustand")).containsExactly("audited", "failed", "skipped");
    assertThat(column(book, "Images", "Abbild")).contains("registry.example.com/shop/api:1.4");
    assertThat(column(book, "Images", "Kostenstelle")).containsExactly("-4711", "", "");
    assertThat(column(book, "Images", "Bemerkung")).containsExactly("", "", "");
  }

  @Test
  void aTableMayHaveFewerColumns() throws IOException {
    XSSFWorkbook book =
        hostileIn(
            template ->
                template
                    .getTable("Layers")
                    .setArea(new AreaReference("A5:B6", SpreadsheetVersion.EXCEL2007)));

    assertThat(book.getTable("Layers").getColumnCount()).isEqualTo(2);
    assertThat(book.getTable("Layers").getEndRowIndex()).isEqualTo(6);
  }

  @Test
  void aSheetMayBeLeftOut() throws IOException {
    XSSFWorkbook book =
        hostileIn(template -> template.removeSheetAt(template.getSheetIndex("Findings")));

    assertThat(book.getSheet("Findings")).isNull();
    assertThat(cell(book, "Images", 0, "Saved").getNumericCellValue()).isEqualTo(120);
  }

  @Test
  void aFormulaOfTheUsersIsCalculatedWhenTheWorkbookIsOpened() throws IOException {
    XSSFWorkbook book =
        hostileIn(
            template ->
                template
                    .getSheet("Summary")
                    .getRow(2)
                    .createCell(8)
                    .setCellFormula("1+COUNT(E:E)"));

    assertThat(book.getForceFormulaRecalculation()).isTrue();
  }

  @Test
  void fontsAndRowHeightsAreTheTemplates() throws IOException {
    XSSFWorkbook book =
        hostileIn(
            template -> {
              template.getSheet("Images").getRow(5).setHeightInPoints(33);
              Cell sample = template.getSheet("Images").getRow(5).getCell(0);
              template.getFontAt(sample.getCellStyle().getFontIndex()).setFontName("Georgia");
            });

    assertThat(cell(book, "Images", 2, "Image").getRow().getHeightInPoints()).isEqualTo(33);
    assertThat(cell(book, "Images", 2, "Image").getCellStyle().getFont().getFontName())
        .isEqualTo("Georgia");
  }

  @Test
  void conditionalFormatsCoverAllRows() throws IOException {
    XSSFWorkbook book = hostileIn(template -> {});
    var formats = book.getSheet("Images").getSheetConditionalFormatting();

    assertThat(formats.getConditionalFormattingAt(0).getFormattingRanges()[0].formatAsString())
        .isEqualTo("B6:B8");
  }

  @Test
  void aPlaceholderThatNothingAnswersIsSaidWithItsCell() {
    byte[] template = changed(book -> setColumn(book, 1, "Status", "${statsu}"));

    assertThatThrownBy(() -> WorkbookReport.withTemplate(template))
        .isInstanceOf(IOException.class)
        .hasMessage("the template's cell Images!B6 asks for ${statsu}, which does not exist there");
  }

  @Test
  void aPlaceholderOutsideATableAsksForTheFleet() {
    byte[] template =
        changed(book -> book.getSheet("Images").getRow(1).createCell(0).setCellValue("${status}"));

    assertThatThrownBy(() -> WorkbookReport.withTemplate(template))
        .hasMessageContaining("Images!A2");
  }

  @Test
  void textWithABraceIsNoPlaceholder() {
    byte[] template =
        changed(book -> book.getSheet("Images").getRow(1).createCell(0).setCellValue("a ${b} c"));

    assertThatCode(() -> WorkbookReport.withTemplate(template)).doesNotThrowAnyException();
  }

  @Test
  void aTableThatCannotGrowIsRefused() {
    byte[] template =
        changed(book -> book.getSheet("Images").createRow(9).createCell(0).setCellValue("below"));

    assertThatThrownBy(() -> WorkbookReport.withTemplate(template))
        .hasMessage("the template's table Images must be the last on its sheet");
  }

  @Test
  void aBlankRowBelowATableIsNoHindrance() {
    byte[] template = changed(book -> book.getSheet("Images").createRow(9).createCell(0));

    assertThatCode(() -> WorkbookReport.withTemplate(template)).doesNotThrowAnyException();
  }

  @Test
  void aFormulaInATablesRowStandsInEachOfItsRows() throws IOException {
    XSSFWorkbook book =
        hostileIn(
            template ->
                template
                    .getTable("Images")
                    .getXSSFSheet()
                    .getRow(5)
                    .getCell(3)
                    .setCellFormula("Images[[#This Row],[Compressed]]/1000"));

    assertThat(cell(book, "Images", 0, "Owner").getCellFormula())
        .isEqualTo("Images[[#This Row],[Compressed]]/1000");
    assertThat(cell(book, "Images", 2, "Owner").getCellType()).isEqualTo(CellType.FORMULA);
    assertThat(book.getForceFormulaRecalculation()).isTrue();
  }

  @Test
  void aTableOfAnUnknownNameIsRefused() {
    byte[] template =
        changed(
            book -> {
              book.getTable("Failures").setName("Failurs");
              book.getTable("Failurs").setDisplayName("Failurs");
            });

    assertThatThrownBy(() -> WorkbookReport.withTemplate(template))
        .hasMessageStartingWith(
            "the template's table Failurs cannot be filled; tables have one of the names Images, ");
  }

  @Test
  void aTableThatMayBeLongHasOneRow() {
    byte[] template =
        changed(
            book ->
                book.getTable("Failures")
                    .setArea(new AreaReference("A5:H8", SpreadsheetVersion.EXCEL2007)));

    assertThatThrownBy(() -> WorkbookReport.withTemplate(template))
        .hasMessage("the template's table Failures must have one row below its headers");
  }

  @Test
  void aTemplateThatAsksForNothingIsRefused() {
    byte[] blank = Workbooks.bytes(new XSSFWorkbook());

    assertThatThrownBy(() -> WorkbookReport.withTemplate(blank))
        .hasMessage(
            "the template asks for nothing: it has neither one of the tables Images, Findings,"
                + " Layers, SharedLayers, Duplicates, Secrets, Failures, Candidates, TopCandidates,"
                + " Bases, Savings, Order, Residue, Trend, Assumptions, Options nor a cell with a"
                + " ${name}");
  }

  @Test
  void whatIsNoWorkbookIsRefused() {
    assertThatThrownBy(() -> WorkbookReport.withTemplate("image,owner\n".getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the template is no workbook: ");
    assertThatThrownBy(() -> WorkbookReport.withTemplate(new byte[0]))
        .isInstanceOf(IOException.class);
  }

  @Test
  void theReadmeNamesEveryValue() throws IOException {
    String readme = Files.readString(Path.of("reports-templates/README.md"));
    Set<String> names = new LinkedHashSet<>(SummaryFields.ALL.byName().keySet());
    names.addAll(ImageFields.ALL.byName().keySet());
    Stream.<Fields<?>>of(
            PartFields.FINDINGS,
            PartFields.LAYERS,
            PartFields.DUPLICATES,
            FleetFields.BASES,
            FleetFields.SAVINGS,
            FleetFields.ORDER,
            FleetFields.SHARED_LAYERS,
            FleetFields.RESIDUE,
            FleetFields.TREND,
            FleetFields.ASSUMPTIONS,
            FleetFields.OPTIONS)
        .flatMap(fields -> fields.byName().keySet().stream())
        .filter(name -> !name.startsWith("image."))
        .forEach(names::add);
    names.add("rank");

    assertThat(names).allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
  }

  @Test
  void theTemplateAsksForWhatThereIs() {
    assertThatCode(() -> WorkbookReport.withTemplate(WorkbookReport.Template.DEFAULT.content()))
        .doesNotThrowAnyException();
    assertThat(Workbooks.cells(Workbooks.read(FakeFleet.hostile())))
        .filteredOn(cell -> cell.getCellType() == CellType.STRING)
        .noneMatch(cell -> cell.getStringCellValue().contains("${"))
        .anyMatch(cell -> cell.getStringCellValue().equals(FakeOutcomes.FORMULA));
  }
}
