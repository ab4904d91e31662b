package dev.imageaudit.report;

import static dev.imageaudit.report.Workbooks.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.GroupKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** The workbooks for handing out. */
class GroupWorkbooksTest {
  private static final List<String> TABLES = List.of("Candidates", "Images", "Findings", "Layers");

  private static Map<String, byte[]> written(FakeFleet fleet) {
    WorkbookNotes notes =
        new WorkbookNotes("", List.of(), Map.of(), Optional.of(GroupKey.parse("owner")));
    return Written.files(WorkbookReport.create().with(notes).companion().orElseThrow(), fleet);
  }

  @Test
  void eachOwnerHasOne() {
    assertThat(written(FakeShop.fleet(12, 2)).keySet())
        .containsExactlyInAnyOrder(
            "team-payments.xlsx", "team-platform.xlsx", "team-search.xlsx", "team-storefront.xlsx");
  }

  @Test
  void anOwnersHoldsOnlyHisRowsAndSums() {
    XSSFWorkbook whole = Workbooks.read(FakeShop.fleet(12, 2));
    XSSFWorkbook part =
        Workbooks.read(
            written(FakeShop.fleet(12, 2)).getOrDefault("team-search.xlsx", new byte[0]));

    assertThat(column(part, "Images", "Owner")).hasSize(3).containsOnly("team-search");
    List<String> his = column(part, "Images", "Image");
    for (String table : TABLES) {
      assertThat(column(part, table, "Image"))
          .containsExactlyElementsOf(
              column(whole, table, "Image").stream().filter(his::contains).toList());
    }
    assertThat(column(part, "Savings", "Whose")).containsExactly("team-search");
    assertThat(
            Workbooks.beside(part.getSheet("Summary"), "Images in the list").getNumericCellValue())
        .isEqualTo(3);
    assertThat(part.getSheet("Summary").getRow(0).getCell(3).getStringCellValue())
        .isEqualTo("owner: team-search");
  }

  @Test
  void whoeverElseOwnsSomethingIsNotNamed() {
    XSSFWorkbook part =
        Workbooks.read(
            written(FakeShop.fleet(12, 2)).getOrDefault("team-search.xlsx", new byte[0]));

    assertThat(Workbooks.cells(part))
        .noneMatch(cell -> cell.toString().matches("team-(payments|platform|storefront)"));
  }

  @Test
  void withoutAKeyThereIsNone() {
    assertThat(WorkbookReport.create().companion()).isEmpty();
  }

  @Test
  void anOwnersNameMakesNoPath() {
    assertThat(written(FakeFleet.hostile()).keySet())
        .hasSize(1)
        .allMatch(name -> name.matches("[a-z0-9-]+\\.[0-9a-f]{8}\\.xlsx"));
    assertThat(
            Stream.of("../x", "..\\x", "", "a/b", "A", "a", "con", "-a", "\u202Ea", "é", "a-b")
                .map(GroupWorkbooks::fileName))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9-]*(\\.[0-9a-f]{8})?\\.xlsx"));
  }
}
