package dev.imageaudit.report;

import java.util.Optional;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.formula.SheetNameFormatter;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/**
 * Where a column of a table leads to: a cell in the rows of another table.
 *
 * @param table the other's name
 * @param first the cell in its first row
 */
record TableLink(String table, CellReference first) {

  /** The link that {@code cell} of the template has into a table; it is taken off the cell. */
  static Optional<TableLink> takenFrom(XSSFCell cell) {
    XSSFHyperlink link = cell.getHyperlink();
    if (link == null || link.getType() != HyperlinkType.DOCUMENT || link.getLocation() == null) {
      return Optional.empty();
    }
    CellReference target = new CellReference(link.getLocation());
    cell.removeHyperlink();
    XSSFSheet sheet = cell.getSheet().getWorkbook().getSheet(target.getSheetName());
    return sheet == null
        ? Optional.empty()
        : sheet.getTables().stream()
            .filter(table -> table.getStartRowIndex() + 1 == target.getRow())
            .findFirst()
            .map(table -> new TableLink(String.valueOf(table.getName()), target));
  }

  /** The address of the same cell in the row {@code index}, from 0. */
  String toRow(int index) {
    CellReference cell = new CellReference(first.getRow() + index, first.getCol());
    return SheetNameFormatter.format(first.getSheetName()) + "!" + cell.formatAsString();
  }
}
