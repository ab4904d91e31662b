package dev.imageaudit.audit;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose images are, by their names: lines of {@code pattern,owner} or {@code pattern,owner,group},
 * where {@code *} is any run of characters, also across slashes. The first that matches counts, and
 * only for what the fleet list does not say.
 */
public record OwnerMap(List<Line> lines) {
  /** Nothing is known. */
  public static final OwnerMap NONE = new OwnerMap(List.of());

  public OwnerMap {
    lines = List.copyOf(lines);
  }

  /** One line. */
  public record Line(NamePattern pattern, String owner, Optional<String> group) {}

  /**
   * Reads a map; blank lines, lines that begin with {@code #} and a header {@code pattern,owner}
   * say nothing.
   *
   * @throws IllegalArgumentException where a line is none; the message says which
   */
  public static OwnerMap parse(String csv) {
    List<Line> lines = new ArrayList<>();
    try (MappingIterator<String[]> rows =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvParser.Feature.TRIM_SPACES)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .readValues(csv)) {
      while (rows.hasNext()) {
        int number = rows.getCurrentLocation().getLineNr();
        String[] row = rows.next();
        if (!row[0].startsWith("#") && !row[0].equals("pattern")) {
          lines.add(line(row, number));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("no CSV: " + e.getMessage(), e);
    }
    return new OwnerMap(lines);
  }

  private static Line line(String[] row, int number) {
    if (row.length < 2 || row.length > 3 || row[0].isEmpty() || row[1].isEmpty()) {
      throw new IllegalArgumentException(
          "line " + number + " is not pattern,owner or pattern,owner,group");
    }
    return new Line(
        NamePattern.of(row[0]),
        row[1],
        row.length == 3 && !row[2].isEmpty() ? Optional.of(row[2]) : Optional.empty());
  }

  /** {@code list} with the owners and groups that it does not name itself. */
  public FleetList applyTo(FleetList list) {
    if (lines.isEmpty()) {
      return list;
    }
    return new FleetList(
        list.entries().stream()
            .map(
                target ->
                    new Target(
                        target.reference(),
                        target.name(),
                        labels(target.reference(), target.labels()),
                        target.commands()))
            .toList(),
        list.failures());
  }

  private Labels labels(String reference, Labels labels) {
    return lines.stream()
        .filter(line -> line.pattern().matches(reference))
        .findFirst()
        .map(
            line ->
                new Labels(
                    labels.owner().or(() -> Optional.of(line.owner())),
                    labels.group().or(line::group),
                    labels.environment(),
                    labels.instances(),
                    labels.pullsPerMonth(),
                    labels.others()))
        .orElse(labels);
  }
}
