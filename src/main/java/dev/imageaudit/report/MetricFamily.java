package dev.imageaudit.report;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A gauge of the OpenMetrics text format. Its samples have to stand together, so they wait in a
 * file until all families are complete.
 *
 * @see <a
 *     href="https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md">OpenMetrics
 *     1.0</a>
 */
final class MetricFamily implements Closeable {
  private final Path file;
  private final String name;
  private final Writer samples;

  /**
   * An empty family.
   *
   * @param file where it waits
   * @param unit with which {@code name} ends; empty where it is a count
   */
  MetricFamily(Path file, String name, String unit, String help) throws IOException {
    this.file = file;
    this.name = name;
    this.samples = new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    samples.write("# TYPE " + name + " gauge\n");
    samples.write(unit.isEmpty() ? "" : "# UNIT " + name + " " + unit + "\n");
    samples.write("# HELP " + name + " " + help + "\n");
  }

  /** Adds a sample; {@code labels} are names and values by turns. */
  void add(String value, String... labels) throws IOException {
    samples.write(name);
    String separator = "{";
    for (int i = 0; i < labels.length; i += 2) {
      samples.write(separator + labels[i] + "=\"" + escaped(labels[i + 1]) + "\"");
      separator = ",";
    }
    samples.write((labels.length == 0 ? "" : "}") + " " + value + "\n");
  }

  private static String escaped(String text) {
    return VisibleText.of(text).replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Copies what is in it to {@code out}. */
  void writeTo(OutputStream out) throws IOException {
    samples.flush();
    Files.copy(file, out);
  }

  @Override
  public void close() throws IOException {
    samples.close();
  }
}
