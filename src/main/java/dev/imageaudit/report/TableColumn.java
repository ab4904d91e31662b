package dev.imageaudit.report;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;

/** One column of a table: where its values come from, what they look like and add up to. */
final class TableColumn<T> {
  private final int index;
  private final CellStyles styles;
  private final Optional<Function<T, CellValue>> value;
  private final Optional<String> formula;
  private final Optional<TableLink> link;
  private double sum;

  private TableColumn(
      int index,
      CellStyles styles,
      Optional<Function<T, CellValue>> value,
      Optional<String> formula,
      Optional<TableLink> link) {
    this.index = index;
    this.styles = styles;
    this.value = value;
    this.formula = formula;
    this.link = link;
  }

  /**
   * The column {@code index} of {@code table}, as its first row has it.
   *
   * @throws IOException where that asks for what {@code fields} do not have
   */
  static <T> TableColumn<T> of(TemplateTable table, int index, Fields<T> fields)
      throws IOException {
    XSSFCell cell =
        table.sampleRow().getCell(index, XSSFRow.MissingCellPolicy.CREATE_NULL_AS_BLANK);
    Optional<Placeholder> placeholder = Placeholder.in(cell);
    Optional<Function<T, CellValue>> value =
        placeholder.isPresent() ? Optional.of(placeholder.get().resolve(fields)) : Optional.empty();
    return new TableColumn<>(
        index,
        new CellStyles(table.sheet().getWorkbook(), cell.getCellStyle()),
        value,
        cell.getCellType() == CellType.FORMULA
            ? Optional.of(cell.getCellFormula())
            : Optional.empty(),
        TableLink.takenFrom(cell));
  }

  int index() {
    return index;
  }

  boolean isFormula() {
    return formula.isPresent();
  }

  Optional<TableLink> link() {
    return link;
  }

  /** How its numbers look. */
  String format() {
    return styles.plain().getDataFormatString();
  }

  /** What the numbers that were written add up to. */
  double sum() {
    return sum;
  }

  CellValue value(T row) {
    return value.map(v -> v.apply(row)).orElse(CellValue.BLANK);
  }

  void write(Cell cell, CellValue shown) {
    cell.setCellStyle(styles.plain());
    if (formula.isPresent()) {
      cell.setCellFormula(formula.get());
    } else if (shown instanceof CellValue.Text text) {
      String fitted = CellText.of(text.text());
      cell.setCellValue(fitted);
      if (CellText.looksLikeFormula(fitted)) {
        cell.setCellStyle(styles.quoted());
      }
    } else if (shown instanceof CellValue.Amount number) {
      cell.setCellValue(number.amount());
      sum += number.amount();
    } else if (shown instanceof CellValue.Moment moment) {
      cell.setCellValue(moment.time());
    }
  }
}
