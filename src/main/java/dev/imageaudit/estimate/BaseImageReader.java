package dev.imageaudit.estimate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Base images in CSV, with a header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class BaseImageReader {
  private static final ObjectReader ROWS =
      new CsvMapper()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .readerForListOf(String.class)
          .with(CsvSchema.emptySchema());

  private final String file;
  private final List<RuntimeBase> bases = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private List<String> columns = List.of();

  private BaseImageReader(String file) {
    this.file = file;
  }

  /**
   * The images in {@code csv}, in its order.
   *
   * @throws InvalidBaseDataException where a row is wrong
   */
  static List<RuntimeBase> read(String file, String csv) {
    BaseImageReader reader = new BaseImageReader(file);
    int line = 1;
    String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    try (MappingIterator<List<String>> rows = ROWS.readValues(text)) {
      while (rows.hasNextValue()) {
        List<String> row = rows.nextValue();
        if (!row.stream().allMatch(String::isBlank) && !row.get(0).startsWith("#")) {
          reader.row(line, row);
        }
        line = rows.getCurrentLocation().getLineNr();
      }
    } catch (JsonProcessingException e) {
      throw new InvalidBaseDataException(file, line, "this is no CSV: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new InvalidBaseDataException(file, line, "this is no CSV: " + e.getMessage());
    }
    return reader.bases;
  }

  private void row(int line, List<String> row) {
    if (columns.isEmpty()) {
      columns = columns(line, row);
      return;
    }
    if (row.size() > columns.size()) {
      throw new InvalidBaseDataException(
          file, line, "the row has %d fields, the header %d".formatted(row.size(), columns.size()));
    }
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < row.size(); i++) {
      if (!row.get(i).isBlank()) {
        fields.put(columns.get(i), row.get(i).strip());
      }
    }
    RuntimeBase base = new BaseImageRow(file, line, fields).read();
    if (!named.add(base.reference() + " " + base.platform())) {
      throw new InvalidBaseDataException(
          file, line, "image: " + base.name() + " for " + base.platform() + " stands here twice");
    }
    bases.add(base);
  }

  private List<String> columns(int line, List<String> header) {
    List<String> names = new ArrayList<>();
    for (String column : header) {
      String name = column.toLowerCase(Locale.ROOT).replace(' ', '_');
      if (!BaseImageRow.COLUMNS.contains(name) || names.contains(name)) {
        throw new InvalidBaseDataException(
            file,
            line,
            names.contains(name)
                ? "the column " + name + " stands here twice"
                : "there is no column "
                    + name
                    + "; there are "
                    + String.join(", ", BaseImageRow.COLUMNS));
      }
      names.add(name);
    }
    return names;
  }
}
