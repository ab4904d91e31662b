package dev.imageaudit.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.formula.FormulaParseException;
import org.apache.poi.ss.formula.FormulaParser;
import org.apache.poi.ss.formula.FormulaType;
import org.apache.poi.ss.formula.eval.NotImplementedException;
import org.apache.poi.ss.formula.ptg.Area3DPxg;
import org.apache.poi.ss.formula.ptg.AreaPtgBase;
import org.apache.poi.ss.formula.ptg.NamePtg;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.apache.poi.ss.formula.ptg.Ref3DPxg;
import org.apache.poi.ss.formula.ptg.RefPtgBase;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFEvaluationWorkbook;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The formulas of a filled template, which get the values that a viewer shows that calculates
 * nothing. What asks for rows that are no longer in memory is calculated when the workbook is
 * opened, except sums of whole columns.
 */
final class TemplateFormulas {
  private static final Pattern SUM_OF_COLUMN =
      Pattern.compile("(?:SUM\\(|SUBTOTAL\\((?:9|109),)(\\w+)\\[([^\\[\\]]+)\\]\\)");
  private static final int MAX_DEPTH = 20;

  private final XSSFWorkbook book;
  private final List<FilledTable<?>> tables;
  private final XSSFEvaluationWorkbook parsed;
  private final XSSFFormulaEvaluator evaluator;

  TemplateFormulas(XSSFWorkbook book, List<FilledTable<?>> tables) {
    this.book = book;
    this.tables = tables;
    this.parsed = XSSFEvaluationWorkbook.create(book);
    this.evaluator = new XSSFFormulaEvaluator(book);
  }

  /** Gives each formula its value, or asks for a calculation when the workbook is opened. */
  void calculate() {
    if (tables.stream().anyMatch(FilledTable::isToBeCalculated)) {
      book.setForceFormulaRecalculation(true);
    }
    for (Sheet sheet : book) {
      for (Row row : sheet) {
        for (Cell cell : row) {
          if (cell.getCellType() == CellType.FORMULA) {
            calculate(cell);
          }
        }
      }
    }
  }

  private void calculate(Cell cell) {
    OptionalDouble sum = sum(cell.getCellFormula());
    if (sum.isPresent()) {
      cell.setCellValue(sum.getAsDouble());
      return;
    }
    try {
      if (isKnown(cell, 0)) {
        evaluator.evaluateFormulaCell(cell);
        return;
      }
    } catch (FormulaParseException | NotImplementedException e) {
      // a spreadsheet knows more than the library
    }
    book.setForceFormulaRecalculation(true);
  }

  /** Empty for what is no plain sum of a column. */
  private OptionalDouble sum(String formula) {
    Matcher matcher = SUM_OF_COLUMN.matcher(formula);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    return tables.stream()
        .filter(table -> table.name().equals(matcher.group(1)))
        .map(table -> table.sum(matcher.group(2)))
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  /** Whether all cells that a formula asks for are in memory, and are known themselves. */
  private boolean isKnown(Cell cell, int depth) {
    return depth < MAX_DEPTH
        && isKnown(
            FormulaParser.parse(
                cell.getCellFormula(),
                parsed,
                FormulaType.CELL,
                book.getSheetIndex(cell.getSheet()),
                cell.getRowIndex()),
            (XSSFSheet) cell.getSheet(),
            depth);
  }

  private boolean isKnown(Ptg[] parts, XSSFSheet sheet, int depth) {
    for (Ptg part : parts) {
      if (part instanceof AreaPtgBase area) {
        XSSFSheet of =
            part instanceof Area3DPxg named ? book.getSheet(named.getSheetName()) : sheet;
        boolean isCell =
            area.getFirstRow() == area.getLastRow()
                && area.getFirstColumn() == area.getLastColumn();
        if (!isCell || !isKnown(of, area.getFirstRow(), area.getFirstColumn(), depth)) {
          return false;
        }
      } else if (part instanceof RefPtgBase cell) {
        XSSFSheet of = part instanceof Ref3DPxg named ? book.getSheet(named.getSheetName()) : sheet;
        if (!isKnown(of, cell.getRow(), cell.getColumn(), depth)) {
          return false;
        }
      } else if (part instanceof NamePtg name
          && !isKnown(parsed.getName(name).getNameDefinition(), sheet, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean isKnown(XSSFSheet sheet, int row, int column, int depth) {
    Cell cell = sheet.getRow(row) == null ? null : sheet.getRow(row).getCell(column);
    return cell != null && (cell.getCellType() != CellType.FORMULA || isKnown(cell, depth + 1));
  }
}
