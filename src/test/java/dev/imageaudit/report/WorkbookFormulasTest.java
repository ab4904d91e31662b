package dev.imageaudit.report;

import static dev.imageaudit.report.Workbooks.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FleetSavings;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** Time and money follow the assumptions, which a reader may change. */
class WorkbookFormulasTest {
  private static final FakeFleet FLEET = FakeShop.fleet(12, 3);
  private final XSSFWorkbook book = Workbooks.read(FLEET);

  /** The cell that a name of the workbook stands for. */
  private Cell named(String name) {
    CellReference place =
        new AreaReference(book.getName(name).getRefersToFormula(), book.getSpreadsheetVersion())
            .getFirstCell();
    return book.getSheet(place.getSheetName()).getRow(place.getRow()).getCell(place.getCol());
  }

  private void set(String name, double value) {
    named(name).setCellValue(value);
    XSSFFormulaEvaluator.evaluateAllFormulaCells(book);
  }

  /** What the summary says beside {@code label}. */
  private Cell said(String label) {
    return Workbooks.beside(book.getSheet("Summary"), label);
  }

  @Test
  void theyAreCalculatedWhenTheWorkbookIsWritten() {
    FleetSavings savings = FLEET.savings();

    assertThat(said("First pull, average image").getNumericCellValue())
        .isCloseTo(savings.time().firstMillis() / 1000.0 / 12, within(0.001));
    assertThat(said("Redeploy, average image").getNumericCellValue())
        .isCloseTo(savings.time().redeployMillis() / 1000.0 / 12, within(0.001));
    assertThat(said("Pulled in a month").getNumericCellValue())
        .isEqualTo(savings.month().transferBytes().doubleValue());
    assertThat(book.getForceFormulaRecalculation()).isFalse();
  }

  @Test
  void withoutAPriceThereIsNoMoney() {
    assertThat(said("Storage, a month").getStringCellValue()).isEqualTo("–");
    assertThat(cell(book, "Order", 0, "Storage saved a month").getStringCellValue()).isEqualTo("–");
  }

  @Test
  void aPriceThatIsPutInBecomesMoney() {
    set("PriceStorage", 0.1);

    assertThat(said("Storage, a month").getNumericCellValue())
        .isCloseTo(FLEET.totals().compressedBytes() / 1e9 * 0.1, within(1e-9));
    assertThat(cell(book, "Order", 0, "Storage saved a month").getNumericCellValue())
        .isCloseTo(FakeShop.savedBytes(0, 12) / 1e9 * 0.1, within(1e-9));
  }

  @Test
  void aFasterNetworkPullsFaster() {
    double before = said("First pull, average image").getNumericCellValue();
    double order = cell(book, "Order", 0, "Pull time saved").getNumericCellValue();

    set("Bandwidth", 200);

    assertThat(said("First pull, average image").getNumericCellValue())
        .isCloseTo(before / 2, within(1e-9));
    assertThat(cell(book, "Order", 0, "Pull time saved").getNumericCellValue())
        .isCloseTo(order / 2, within(1e-9));
  }

  @Test
  void morePullsTransferMore() {
    double before = said("Pulled in a month").getNumericCellValue();

    set("PullsFactor", 3);

    assertThat(said("Pulled in a month").getNumericCellValue()).isEqualTo(3 * before);
  }

  @Test
  void noFormulaIsAnError() {
    set("PriceStorage", 0.1);

    assertThat(Workbooks.cells(book))
        .filteredOn(cell -> cell.getCellType() == CellType.FORMULA)
        .noneMatch(cell -> cell.getCachedFormulaResultType() == CellType.ERROR);
  }
}
