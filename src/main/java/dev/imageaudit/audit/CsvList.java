package dev.imageaudit.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fleet list in CSV: a header with {@code image}, and maybe {@code owner, group, environment,
 * instances, pullsPerMonth} and other columns; separated by comma, semicolon or tabulator.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvList {
  private static final String IMAGE = "image";
  private static final String INSTANCES = "instances";
  private static final String PULLS = "pullspermonth";

  private final List<String> columns;
  private final FleetListReader.Sink sink;

  private CsvList(List<String> columns, FleetListReader.Sink sink) {
    this.columns = columns;
    this.sink = sink;
  }

  static void read(String text, FleetListReader.Sink sink) {
    String header = ListFormat.header(text).orElse("");
    char separator = header.indexOf('\t') >= 0 ? '\t' : header.indexOf(';') >= 0 ? ';' : ',';
    ObjectReader reader =
        new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .readerForListOf(String.class)
            .with(CsvSchema.emptySchema().withColumnSeparator(separator));
    Optional<CsvList> list = Optional.empty();
    int line = 1;
    try (MappingIterator<List<String>> rows = reader.readValues(text)) {
      while (rows.hasNextValue()) {
        List<String> row = rows.nextValue();
        if (row.stream().allMatch(String::isBlank) || row.get(0).startsWith("#")) {
          // says nothing
        } else if (list.isEmpty()) {
          list = Optional.of(new CsvList(row, sink));
        } else {
          list.get().row(line, row);
        }
        line = rows.getCurrentLocation().getLineNr();
      }
    } catch (JsonProcessingException e) {
      sink.bad(e.getLocation() == null ? line : e.getLocation().getLineNr(), "", problem(e));
    } catch (IOException | RuntimeException e) {
      sink.bad(line, "", "this is no CSV: " + e.getMessage());
    }
  }

  private static String problem(JsonProcessingException e) {
    return "this is no CSV from here on: " + e.getOriginalMessage();
  }

  private void row(int line, List<String> row) {
    Map<String, String> known = new TreeMap<>();
    SortedMap<String, String> others = new TreeMap<>();
    for (int i = 0; i < Math.min(row.size(), columns.size()); i++) {
      String column = columns.get(i).toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "");
      if (row.get(i).isBlank()) {
        continue;
      }
      switch (column) {
        case IMAGE, "owner", "group", "environment", INSTANCES, PULLS ->
            known.put(column, row.get(i));
        default -> others.put(columns.get(i), row.get(i));
      }
    }
    String image = known.getOrDefault(IMAGE, "");
    List<String> problems = new ArrayList<>();
    if (row.size() > columns.size()) {
      problems.add("the row has %d fields, the header %d".formatted(row.size(), columns.size()));
    }
    Optional<Long> instances = count(INSTANCES, known, problems);
    Optional<Long> pulls = count(PULLS, known, problems);
    if (image.isEmpty()) {
      problems.add("the column image is empty");
    }
    if (problems.isEmpty()) {
      sink.image(line, image, image, labels(known, instances, pulls, others));
    } else {
      sink.bad(line, image.isEmpty() ? row.get(0) : image, String.join("; ", problems));
    }
  }

  private static Labels labels(
      Map<String, String> known,
      Optional<Long> instances,
      Optional<Long> pulls,
      SortedMap<String, String> others) {
    return new Labels(
        Optional.ofNullable(known.get("owner")),
        Optional.ofNullable(known.get("group")),
        Optional.ofNullable(known.get("environment")),
        instances,
        pulls,
        others);
  }

  private static Optional<Long> count(
      String column, Map<String, String> known, List<String> problems) {
    String text = known.get(column);
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,15}")) {
      problems.add(column + " is no whole number: " + text);
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(text));
  }
}
