package dev.imageaudit.report;

import dev.imageaudit.report.SummaryFields.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The template's cells outside its tables: placeholders become values. */
final class TemplateCells {
  private final List<Asking> asking = new ArrayList<>();

  /** A cell and what it asks for. */
  private record Asking(Cell cell, Function<Summary, CellValue> value) {}

  /**
   * Finds the placeholders that are left when the tables have taken theirs.
   *
   * @throws IOException where the template asks for what there is not
   */
  TemplateCells(XSSFWorkbook book) throws IOException {
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
    }
  }

  /** Whether no cell asks for anything. */
  boolean isEmpty() {
    return asking.isEmpty();
  }

  void fill(Summary summary) {
    for (Asking asked : asking) {
      put(asked.cell, asked.value.apply(summary));
    }
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
