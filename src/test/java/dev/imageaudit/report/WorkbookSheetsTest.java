package dev.imageaudit.report;

import static dev.imageaudit.report.Workbooks.cell;
import static dev.imageaudit.report.Workbooks.column;
import static dev.imageaudit.report.Workbooks.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FakeFleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sheets say that tell of the fleet as a whole. */
class WorkbookSheetsTest {
  private static final XSSFWorkbook SHOP = Workbooks.read(FakeShop.fleet(12, 3));

  @Test
  void candidatesAreAllRankedWithWhatToDoAndWhoDoesIt() {
    assertThat(numbers(SHOP, "Candidates", "Saved"))
        .hasSize(12)
        .isSortedAccordingTo((one, other) -> Double.compare(other, one));
    assertThat(numbers(SHOP, "Candidates", "Rank")).startsWith(1.0, 2.0).endsWith(12.0);
    assertThat(column(SHOP, "Candidates", "Owner")).startsWith("team-payments", "team-search");
    assertThat(column(SHOP, "Candidates", "What to do"))
        .allMatch(text -> text.startsWith("Build in one stage and copy only the result"));
    assertThat(column(SHOP, "Candidates", "Risk")).containsOnly("low");
  }

  @Test
  void theThreeBestStandInTheSummarysFirstScreen() {
    XSSFTable best = SHOP.getTable("TopCandidates");
    XSSFSheet summary = best.getXSSFSheet();
    float points = 0;
    for (int row = 0; row <= best.getStartRowIndex() + 3; row++) {
      points +=
          summary.getRow(row) == null
              ? summary.getDefaultRowHeightInPoints()
              : summary.getRow(row).getHeightInPoints();
    }
    float width = 0;
    for (int column = 0; column <= best.getEndColIndex(); column++) {
      width += summary.getColumnWidthInPixels(column);
    }

    assertThat(points).isLessThan(330); // of the 400 that a notebook's screen has left
    assertThat(width).isLessThan(1_480);
  }

  @Test
  void aNameLeadsFromTheSummaryToTheCandidateAndFromThereToTheImage() {
    assertThat(linked(SHOP, "TopCandidates", 4, "Image", "Candidates"))
        .isEqualTo(cell(SHOP, "Candidates", 4, "Image").getStringCellValue());
    assertThat(linked(SHOP, "Candidates", 4, "Image", "Images"))
        .isEqualTo(cell(SHOP, "Candidates", 4, "Image").getStringCellValue());
  }

  /** The text of the cell in the table's sheet that a cell leads to. */
  private static String linked(
      XSSFWorkbook book, String from, int row, String header, String sheet) {
    XSSFHyperlink link = cell(book, from, row, header).getHyperlink();
    assertThat(link.getLocation()).startsWith(sheet + "!");
    var place = new org.apache.poi.ss.util.CellReference(link.getLocation());
    return book.getSheet(sheet).getRow(place.getRow()).getCell(place.getCol()).getStringCellValue();
  }

  @Test
  void savingsAreByOwnerAndAddUpToTheFleets() {
    FakeFleet fleet = FakeShop.fleet(12, 3);

    assertThat(column(SHOP, "Savings", "Whose"))
        .containsExactlyInAnyOrder(
            "team-payments", "team-search", "team-platform", "team-storefront");
    assertThat(sum(SHOP, "Savings", "Images")).isEqualTo(12);
    assertThat(sum(SHOP, "Savings", "Saved")).isEqualTo(fleet.totals().savedCompressedBytes());
    assertThat(sum(SHOP, "Savings", "Saved, sum over images"))
        .isEqualTo(fleet.totals().imagesSavedCompressedBytes());
    assertThat(SHOP.getSheet("Savings").getRow(2).getCell(0).getStringCellValue())
        .isEqualTo("Saved, by owner");
  }

  @Test
  void theBestOrderEndsWithAllOfTheSaving() {
    assertThat(sum(SHOP, "Order", "Saves"))
        .isEqualTo(FakeShop.fleet(12, 3).totals().savedCompressedBytes());
    assertThat(numbers(SHOP, "Order", "Of all")).endsWith(1.0).isSorted();
  }

  @Test
  void residueIsByKindWithWhatItIs() {
    assertThat(column(SHOP, "Residue", "Kind")).containsExactly("Compiler", "Headers");
    assertThat(numbers(SHOP, "Residue", "Images")).containsExactly(12.0, 12.0);
    assertThat(numbers(SHOP, "Residue", "Findings")).containsExactly(24.0, 12.0);
    assertThat(sum(SHOP, "Residue", "Compressed")).isEqualTo(sum(SHOP, "Findings", "Compressed"));
    assertThat(column(SHOP, "Residue", "What to do")).allMatch(text -> !text.isEmpty());
  }

  @Test
  void aBaseHasARowWithWhatItsImagesHaveOfIt() {
    assertThat(column(SHOP, "Bases", "Base")).containsExactly("debian 12");
    assertThat(numbers(SHOP, "Bases", "Images")).containsExactly(12.0);
    assertThat(numbers(SHOP, "Bases", "In all images")).containsExactly(12 * 30_000_000.0);
  }

  @Test
  void aLayerThatSeveralImagesHaveStandsOnceAndOthersDoNot() {
    assertThat(numbers(SHOP, "SharedLayers", "Images")).containsExactly(12.0);
    assertThat(numbers(SHOP, "SharedLayers", "Not stored again"))
        .containsExactly(11 * 30_000_000.0);
    assertThat(column(SHOP, "SharedLayers", "From base")).containsExactly("yes");
  }

  @Test
  void withoutHistoryThereIsNoTrendAndNoChartOfIt() {
    assertThat(SHOP.getSheet("Trend")).isNull();
    assertThat(drawn(SHOP)).isEqualTo(3);
  }

  @Test
  void earlierRunsAreATrendThatEndsWithThisOne() {
    var before = new RunHistory.Figures(Instant.parse("2026-10-01T06:00:00Z"), 11, 11, 900, 500);
    XSSFWorkbook book =
        Workbooks.read(
            WorkbookReport.create()
                .with(new WorkbookNotes("", List.of(before), Map.of(), Optional.empty())),
            FakeShop.fleet(12, 3));

    assertThat(numbers(book, "Trend", "Worth a refactor")).containsExactly(11.0, 12.0);
    assertThat(cell(book, "Trend", 0, "Run").getLocalDateTimeCellValue())
        .isEqualTo("2026-10-01T06:00:00");
    assertThat(drawn(book)).isEqualTo(4);
    assertThat(book.getSheet("Summary").getRow(2).getCell(0).getStringCellValue())
        .startsWith("Since 2026-10-01: +")
        .endsWith("+1 image worth a refactor.");
  }

  private static int drawn(XSSFWorkbook book) {
    return book.getSheet("Summary").getDrawingPatriarch().getCTDrawing().sizeOfTwoCellAnchorArray();
  }

  @Test
  void whatWasAskedStandsInAbout() {
    XSSFWorkbook book =
        Workbooks.read(
            WorkbookReport.create()
                .with(
                    new WorkbookNotes(
                        "", List.of(), Map.of("--min-saving", "=1%"), Optional.empty())),
            FakeFleet.empty());

    assertThat(column(book, "Options", "What was asked")).containsExactly("--min-saving");
    assertThat(column(book, "Options", "Value")).containsExactly("=1%");
    assertThat(cell(book, "Options", 0, "Value").getCellStyle().getQuotePrefixed()).isTrue();
  }

  @Test
  void whatTheFiguresRestOnIsSaid() {
    assertThat(column(SHOP, "Assumptions", "What the figures rest on"))
        .isEqualTo(FakeShop.fleet(12, 3).savings().assumptions());
  }

  @Test
  void roomForBestCandidatesThatThereAreNotIsHidden() {
    XSSFWorkbook book = Workbooks.read(FakeShop.fleet(2, 0));
    XSSFTable best = book.getTable("TopCandidates");

    assertThat(best.getEndRowIndex() - best.getStartRowIndex()).isEqualTo(2);
    assertThat(best.getXSSFSheet().getRow(best.getEndRowIndex()).getZeroHeight()).isFalse();
    for (int row = best.getEndRowIndex() + 1; row <= best.getStartRowIndex() + 10; row++) {
      assertThat(best.getXSSFSheet().getRow(row).getZeroHeight()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"Candidates", "Images", "Findings", "Bases", "Shared layers", "Secrets", "Savings"})
  void whatIsPrintedEndsWithTheRows(String sheet) {
    XSSFSheet printed = SHOP.getSheet(sheet);
    String area = SHOP.getPrintArea(SHOP.getSheetIndex(printed));

    assertThat(area).endsWith("$" + (printed.getTables().get(0).getEndRowIndex() + 1));
  }

  @ParameterizedTest
  @EnumSource
  void everyTemplateOfTheProgramCanBeFilled(WorkbookReport.Template template) {
    XSSFWorkbook book = Workbooks.read(WorkbookReport.with(template), FakeFleet.hostile());

    assertThat(book.getSheetName(0)).isEqualTo("Summary");
    assertThat(column(book, "TopCandidates", "Owner")).hasSize(1);
    assertThat(Workbooks.cells(book)).noneMatch(cell -> cell.toString().contains("${"));
    assertThat(book.getProperties().getCoreProperties().getTitle())
        .isEqualTo("Container image audit");
  }

  @Test
  void theCompactTemplateHasFewSheets() {
    assertThat(
            Workbooks.read(
                WorkbookReport.with(WorkbookReport.Template.COMPACT), FakeShop.fleet(3, 1)))
        .extracting(sheet -> sheet.getSheetName())
        .containsExactly(
            "Summary", "Candidates", "Savings", "Residue", "Failures", "Assumptions", "About");
  }

  private static long sum(XSSFWorkbook book, String table, String header) {
    return numbers(book, table, header).stream().mapToLong(Double::longValue).sum();
  }
}
