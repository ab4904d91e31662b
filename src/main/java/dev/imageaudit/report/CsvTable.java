package dev.imageaudit.report;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;

/**
 * A table as a CSV file: a header, a line for each row, UTF-8, lines ended by CR LF.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvTable<T> implements Closeable {
  private static final CsvFactory FORMAT = new CsvFactory();

  private final CsvGenerator csv;
  private final List<Function<T, CellValue>> columns;

  /** A table of {@code names}, each of which {@code fields} has. */
  CsvTable(OutputStream out, Fields<T> fields, List<String> names) throws IOException {
    this.columns = names.stream().map(name -> fields.find(name).orElseThrow()).toList();
    this.csv = FORMAT.createGenerator(out);
    csv.setSchema(CsvSchema.emptySchema().withLineSeparator("\r\n"));
    csv.enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);
    csv.writeStartArray();
    for (String name : names) {
      csv.writeString(name);
    }
    csv.writeEndArray();
  }

  void add(T row) throws IOException {
    csv.writeStartArray();
    for (Function<T, CellValue> column : columns) {
      csv.writeString(text(column.apply(row)));
    }
    csv.writeEndArray();
  }

  private static String text(CellValue value) {
    if (value instanceof CellValue.Text text) {
      return CsvText.of(text.text());
    }
    if (value instanceof CellValue.Amount number) {
      return plain(number.amount());
    }
    return value instanceof CellValue.Moment moment
        ? DateTimeFormatter.ISO_INSTANT.format(moment.time().toInstant(ZoneOffset.UTC))
        : "";
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1L << 53
        ? String.valueOf((long) number)
        : BigDecimal.valueOf(number).toPlainString();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
