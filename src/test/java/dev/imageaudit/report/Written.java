package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.imageaudit.audit.FleetAudit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reports in memory. */
final class Written {
  private Written() {}

  /** The files of {@code report}, by name, as they are. */
  static Map<String, byte[]> files(Report report, FleetAudit fleet) {
    Map<String, ByteArrayOutputStream> files = new TreeMap<>();
    try {
      if (report instanceof ReportSet set) {
        set.write(
            fleet, name -> files.computeIfAbsent(name, absent -> new ByteArrayOutputStream()));
      } else {
        ReportWriter writer = (ReportWriter) report;
        writer.write(
            fleet, files.computeIfAbsent(writer.fileName(), absent -> new ByteArrayOutputStream()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((name, content) -> contents.put(name, content.toByteArray()));
    return contents;
  }

  /** The file {@code name} of {@code report}. */
  static byte[] file(Report report, FleetAudit fleet, String name) {
    return Objects.requireNonNull(files(report, fleet).get(name), name);
  }

  /** The one file of {@code report}. */
  static String text(ReportWriter report, FleetAudit fleet) {
    return new String(files(report, fleet).values().iterator().next(), UTF_8);
  }

  /** The rows of a table with a header. */
  static List<Map<String, String>> rows(byte[] csv) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (MappingIterator<List<String>> lines =
        new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .readerForListOf(String.class)
            .readValues(csv)) {
      List<String> header = lines.nextValue();
      while (lines.hasNextValue()) {
        List<String> line = lines.nextValue();
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
          row.put(header.get(i), line.get(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
