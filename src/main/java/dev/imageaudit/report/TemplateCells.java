package dev.imageaudit.report;

import dev.imageaudit.report.SummaryFields.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The template's cells outside its tables: placeholders become values, sums get theirs. */
final class TemplateCells {
  private static final Pattern SUM_OF_COLUMN =
      Pattern.compile("(?:SUM\\(|SUBTOTAL\\((?:9|109),)(\\w+)\\[([^\\[\\]]+)\\]\\)");

  private final XSSFWorkbook book;
  private final List<Asking> asking = new ArrayList<>();
  private final List<Cell> formulas = new ArrayList<>();

  /** A cell and what it asks for. */
  private record Asking(Cell cell, Function<Summary, CellValue> value) {}

  /**
   * Finds the placeholders that are left when the tables have taken theirs.
   *
   * @throws IOException where the template asks for what there is not
   */
  TemplateCells(XSSFWorkbook book) throws IOException {
    this.book = book;
    for (Sheet sheet : book) {
      for (Row row : sheet) {
        for (Cell cell : row) {
          read(cell);
        }
      }
    }
  }

  private void read(Cell cell) throws IOException {
    Optional<Placeholder> placeholder = Placeholder.in(cell);
    if (placeholder.isPresent()) {
      asking.add(new Asking(cell, placeholder.get().resolve(SummaryFields.ALL)));
    } else if (cell.getCellType() == CellType.FORMULA) {
      formulas.add(cell);
    }
  }

  void fill(Summary summary) {
    for (Asking asked : asking) {
      put(asked.cell, asked.value.apply(summary));
    }
    for (Cell formula : formulas) {
      sum(formula.getCellFormula(), summary)
          .ifPresentOrElse(formula::setCellValue, () -> book.setForceFormulaRecalculation(true));
    }
  }

  /** What a viewer shows that calculates nothing; empty for what is no plain sum of a column. */
  private static OptionalDouble sum(String formula, Summary summary) {
    Matcher matcher = SUM_OF_COLUMN.matcher(formula);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    return summary.tables().stream()
        .filter(table -> table.name().equals(matcher.group(1)))
        .map(table -> table.sum(matcher.group(2)))
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  private static void put(Cell cell, CellValue value) {
    if (value instanceof CellValue.Text text) {
      cell.setCellValue(CellText.of(text.text()));
    } else if (value instanceof CellValue.Amount number) {
      cell.setCellValue(number.amount());
    } else if (value instanceof CellValue.Moment moment) {
      cell.setCellValue(moment.time());
    } else {
      cell.setBlank();
    }
  }
}
