package dev.imageaudit.report;

import static dev.imageaudit.report.Workbooks.beside;
import static dev.imageaudit.report.Workbooks.cell;
import static dev.imageaudit.report.Workbooks.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import dev.imageaudit.audit.FleetTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkbookReportTest {
  private static final FakeFleet ONLY_FAILED =
      new FakeFleet(
          FakeFleet.RUN,
          new FleetTotals(1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
          List.of(FakeOutcomes.failed()));

  @Test
  void theSummaryShowsTheFleetsSums() {
    XSSFSheet summary = Workbooks.read(FakeFleet.hostile()).getSheet("Summary");

    assertThat(beside(summary, "Images in the list").getNumericCellValue()).isEqualTo(3);
    assertThat(beside(summary, "Images that failed").getNumericCellValue()).isEqualTo(1);
    assertThat(beside(summary, "Stored and pulled today").getNumericCellValue()).isEqualTo(330);
    assertThat(beside(summary, "A refactor saves").getNumericCellValue()).isEqualTo(120);
    assertThat(beside(summary, "Saved, per cent").getNumericCellValue()).isEqualTo(120.0 / 330);
    assertThat(summary.getRow(1).getCell(0).getStringCellValue())
        .isEqualTo(
            "1 of 1 audited image is worth a refactor. It saves 120 B of the 330 B that the"
                + " registry stores: 36 %. 1 image could not be audited.");
  }

  @Test
  void theSummarySetsSharedLayersAgainstThePlainSum() {
    XSSFSheet summary = Workbooks.read(FakeShop.fleet(2, 0)).getSheet("Summary");
    XSSFCell once = beside(summary, "Stored and pulled today");
    XSSFCell plain = once.getRow().getCell(once.getColumnIndex() + 1);

    assertThat(plain.getNumericCellValue() - once.getNumericCellValue()).isEqualTo(30_000_000);
  }

  @Test
  void theImagesSheetHasARowForEachImageInTheOrderOfTheFleet() {
    XSSFWorkbook book = Workbooks.read(FakeFleet.hostile());

    assertThat(column(book, "Images", "Image"))
        .containsExactly(
            "registry.example.com/shop/api:1.4",
            FakeOutcomes.FORMULA,
            "registry.example.com/charts/shop:2");
    assertThat(column(book, "Images", "Status")).containsExactly("audited", "failed", "skipped");
    assertThat(column(book, "Images", "Verdict")).containsExactly("refactor", "", "");
    assertThat(column(book, "Images", "Failure"))
        .containsExactly("", "invalid-reference", "not-an-image");
  }

  @Test
  void anAuditedImageShowsItsNumbersAsNumbers() {
    XSSFWorkbook book = Workbooks.read(FakeFleet.hostile());

    assertThat(cell(book, "Images", 0, "Compressed").getNumericCellValue()).isEqualTo(330);
    assertThat(cell(book, "Images", 0, "Compressed").getCellStyle().getDataFormatString())
        .contains("0.0,,\" MB\"");
    assertThat(cell(book, "Images", 0, "Saved").getNumericCellValue()).isEqualTo(120);
    assertThat(cell(book, "Images", 0, "Saved at least").getNumericCellValue()).isEqualTo(110);
    assertThat(cell(book, "Images", 0, "Saved at most").getNumericCellValue()).isEqualTo(130);
    assertThat(cell(book, "Images", 0, "Instances").getNumericCellValue()).isEqualTo(12);
    assertThat(cell(book, "Images", 0, "Created").getLocalDateTimeCellValue())
        .isEqualTo("2026-01-02T03:04:05");
    assertThat(cell(book, "Images", 0, "Top findings").getStringCellValue())
        .isEqualTo("GCC C compiler (100 B)");
  }

  @Test
  void aFailedImageHasBlanksAndNoZeros() {
    XSSFWorkbook book = Workbooks.read(FakeFleet.hostile());

    assertThat(cell(book, "Images", 1, "Compressed").getCellType()).isEqualTo(CellType.BLANK);
    assertThat(cell(book, "Images", 1, "Saved").getCellType()).isEqualTo(CellType.BLANK);
  }

  @Test
  void findingsLayersAndFailuresHaveRowsOfTheirOwn() {
    XSSFWorkbook book = Workbooks.read(FakeFleet.hostile());

    assertThat(column(book, "Findings", "Kind")).containsExactly("compiler", "package-cache");
    assertThat(column(book, "Findings", "Needed at run time")).containsExactly("no", "yes");
    assertThat(column(book, "Findings", "Evidence")).containsExactly("/usr/bin/gcc-12", "");
    assertThat(column(book, "Layers", "From base")).containsExactly("yes", "no");
    assertThat(cell(book, "Layers", 1, "Saved").getNumericCellValue()).isEqualTo(120);
    assertThat(column(book, "Failures", "Stage")).containsExactly("list", "resolve");
  }

  @ParameterizedTest
  @CsvSource({"Images, 12", "Findings, 36", "Layers, 24", "Candidates, 12", "TopCandidates, 10"})
  void aTableCoversItsRowsAndItsHeadersAreItsColumns(String name, int rows) {
    XSSFTable table = Workbooks.read(FakeShop.fleet(12, 3)).getTable(name);

    assertThat(table.getEndRowIndex() - table.getStartRowIndex()).isEqualTo(rows);
    if (!name.equals("TopCandidates")) { // other things stand below it
      assertThat(table.getXSSFSheet().getLastRowNum()).isEqualTo(table.getEndRowIndex());
    }
    for (int i = 0; i < table.getColumnCount(); i++) {
      XSSFCell header =
          table
              .getXSSFSheet()
              .getRow(table.getStartRowIndex())
              .getCell(table.getStartColIndex() + i);
      assertThat(table.getColumns().get(i).getName()).isEqualTo(header.getStringCellValue());
    }
    if (table.getCTTable().isSetAutoFilter()) {
      assertThat(table.getCTTable().getAutoFilter().getRef())
          .isEqualTo(table.getCTTable().getRef());
    }
  }

  @ParameterizedTest
  @CsvSource({"Images", "Findings", "Layers", "Failures"})
  void headersStayInSightAndHaveFilters(String name) {
    XSSFTable table = Workbooks.read(FakeFleet.hostile()).getTable(name);

    assertThat(table.getXSSFSheet().getPaneInformation().getHorizontalSplitPosition())
        .isEqualTo((short) (table.getStartRowIndex() + 1));
    assertThat(table.getCTTable().isSetAutoFilter()).isTrue();
  }

  @Test
  void theSumsAboveATableFollowItsFiltersAndAreThereForThoseWhoDoNotCalculate() {
    XSSFWorkbook book = Workbooks.read(FakeShop.fleet(3, 0));
    XSSFTable table = book.getTable("Images");
    XSSFCell sum =
        book.getSheet("Images")
            .getRow(table.getStartRowIndex() - 1)
            .getCell(table.findColumnIndex("Saved"));

    assertThat(sum.getCellFormula()).isEqualTo("SUBTOTAL(109,Images[Saved])");
    assertThat(sum.getNumericCellValue())
        .isEqualTo(
            (double)
                (FakeShop.savedBytes(0, 3)
                    + FakeShop.savedBytes(1, 3)
                    + FakeShop.savedBytes(2, 3)));
    assertThat(book.getForceFormulaRecalculation()).isFalse();
  }

  @Test
  void theTenLargestSavingsAreRanked() {
    XSSFWorkbook book = Workbooks.read(FakeShop.fleet(30, 0));

    assertThat(book.getTable("TopCandidates").getEndRowIndex())
        .isEqualTo(book.getTable("TopCandidates").getStartRowIndex() + 10);
    assertThat(cell(book, "TopCandidates", 0, "Image").getStringCellValue())
        .isEqualTo("shop/api:2.0");
    assertThat(cell(book, "TopCandidates", 9, "#").getNumericCellValue()).isEqualTo(10);
    assertThat(cell(book, "TopCandidates", 9, "Saved").getNumericCellValue())
        .isEqualTo((double) FakeShop.savedBytes(9, 30));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "3, 3", "10, 10", "30, 10"})
  void theChartShowsTheCandidatesThatThereAre(int images, int rows) {
    XSSFWorkbook book = Workbooks.read(FakeShop.fleet(images, 0));
    var bars = book.getSheet("Summary").getDrawingPatriarch().getCharts().get(2);
    var today = bars.getCTChart().getPlotArea().getBarChartArray(0).getSerArray(0);
    int first = book.getTable("Candidates").getStartRowIndex() + 2;

    assertThat(today.getCat().getStrRef().getF())
        .isEqualTo("Candidates!$B$" + first + ":$B$" + (first + rows - 1));
    assertThat(today.getVal().getNumRef().getF())
        .isEqualTo("Candidates!$G$" + first + ":$G$" + (first + rows - 1));
    assertThat(today.getVal().getNumRef().getNumCache().getPtArray()).hasSize(Math.min(images, 10));
    assertThat(today.getTx().getStrRef().getF()).isEqualTo("Candidates!$G$" + (first - 1));
  }

  @Test
  void noCellHoldsAFormulaButTheTemplatesOwn() {
    assertThat(formulas(Workbooks.read(FakeFleet.hostile())))
        .isEqualTo(formulas(Workbooks.read(FakeFleet.empty())))
        .noneMatch(formula -> formula.contains("HYPERLINK") || formula.contains("cmd"));
  }

  private static List<String> formulas(XSSFWorkbook book) {
    return Workbooks.cells(book).stream()
        .filter(cell -> cell.getCellType() == CellType.FORMULA)
        .map(cell -> new CellReference(cell).formatAsString() + " " + cell.getCellFormula())
        .toList();
  }

  @Test
  void whatLooksLikeAFormulaIsTextAndStaysTextWhenEdited() {
    XSSFWorkbook book = Workbooks.read(FakeFleet.hostile());
    XSSFCell owner = cell(book, "Images", 0, "Owner");

    assertThat(owner.getCellType()).isEqualTo(CellType.STRING);
    assertThat(owner.getStringCellValue()).isEqualTo(FakeOutcomes.FORMULA);
    assertThat(owner.getCellStyle().getQuotePrefixed()).isTrue();
    assertThat(cell(book, "Findings", 1, "Name").getStringCellValue())
        .isEqualTo(FakeOutcomes.COMMAND);
    assertThat(cell(book, "Images", 0, "Group").getCellStyle().getQuotePrefixed()).isFalse();
  }

  @Test
  void hostileTextIsShownAsItIsWritten() {
    XSSFWorkbook book = Workbooks.read(FakeFleet.hostile());

    assertThat(cell(book, "Findings", 1, "Reason").getStringCellValue())
        .isEqualTo(FakeOutcomes.MARKUP);
    assertThat(cell(book, "Layers", 1, "Instruction").getStringCellValue())
        .isEqualTo("RUN echo bell\\u0007 null\\u0000 not a character\\ufffe");
    assertThat(cell(book, "Failures", 1, "Message").getStringCellValue())
        .isEqualTo("שלום \\u202egnp.exe");
  }

  @Test
  void linksLeadNowhereOutsideTheWorkbook() {
    Workbooks.read(FakeFleet.hostile())
        .forEach(
            sheet ->
                assertThat(sheet.getHyperlinkList())
                    .allMatch(link -> link.getType() == HyperlinkType.DOCUMENT));
  }

  @Test
  void anEmptyFleetIsAReportToo() {
    XSSFWorkbook book = Workbooks.read(FakeFleet.empty());

    assertThat(column(book, "Images", "Image")).containsExactly("");
    assertThat(book.getSheet("Summary").getRow(1).getCell(0).getStringCellValue())
        .isEqualTo("The list holds no image.");
  }

  @Test
  void aFleetThatFailedAltogetherSaysSo() {
    XSSFWorkbook book = Workbooks.read(ONLY_FAILED);

    assertThat(column(book, "Failures", "Status")).containsExactly("failed");
    assertThat(book.getSheet("Summary").getRow(1).getCell(0).getStringCellValue())
        .isEqualTo("No image was audited. 1 image could not be audited.");
  }

  @Test
  void rowsThatASheetHasNoRoomForAreCountedThereAndOnTheSummary() {
    XSSFWorkbook book =
        Workbooks.read(
            new WorkbookReport(WorkbookReport.Template.DEFAULT.content(), 5), FakeShop.fleet(3, 4));

    String said = "Findings shows its first 5 rows; 7 more are in audit.json only.";
    assertThat(column(book, "Findings", "Image")).hasSize(5);
    assertThat(book.getSheet("Findings").getRow(2).getCell(0).getStringCellValue()).isEqualTo(said);
    assertThat(book.getSheet("Summary").getRow(2).getCell(7).getStringCellValue())
        .contains(said)
        .contains("Layers shows its first 5 rows; 1 more");
    assertThat(book.getSheet("Images").getRow(2).getCell(0).getCellType())
        .isEqualTo(CellType.BLANK);
  }

  @Test
  void theSameFleetGivesTheSameBytesWhateverTheLocaleAndTheZone() {
    byte[] written = Workbooks.written(WorkbookReport.create(), FakeFleet.hostile());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    List<byte[]> elsewhere = new ArrayList<>();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      elsewhere.add(Workbooks.written(WorkbookReport.create(), FakeFleet.hostile()));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(elsewhere).containsExactly(written);
  }
}
