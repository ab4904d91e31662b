package dev.imageaudit.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** A page under {@code docs}, of which each benchmark writes one section anew. */
public final class BenchmarkDocument {
  private static final Path FILE = Path.of("docs/benchmarks.md");

  private BenchmarkDocument() {}

  static void replace(String section, String text) throws IOException {
    replace(FILE, "benchmark", section, text);
  }

  /**
   * Replaces what stands in {@code file} between the two comments that name {@code section}.
   *
   * @param profile the Maven profile that writes it
   */
  public static void replace(Path file, String profile, String section, String text)
      throws IOException {
    String begin = "<!-- " + section + ": written by mvn -P" + profile + " verify -->";
    String end = "<!-- end of " + section + " -->";
    String before = Files.readString(file);
    int from = before.indexOf(begin);
    int to = before.indexOf(end);
    if (from < 0 || to < from) {
      throw new IOException(file + " has no section " + section);
    }
    Files.writeString(
        file,
        before.substring(0, from + begin.length())
            + "\n"
            + text.strip()
            + "\n"
            + before.substring(to));
  }

  /** When and on what this run is. */
  public static String machine() throws IOException {
    return "%s, %s, %d cores, %s %s; Java %s (%s)."
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version(),
            System.getProperty("java.vm.vendor"));
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown processor");
  }

  /** A row of a table in Markdown. */
  public static String row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ')
          .append(cell instanceof Double number ? number(number) : String.valueOf(cell))
          .append(" |");
    }
    return row.append('\n').toString();
  }

  private static String number(double number) {
    return String.format(
        Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number);
  }
}
