package dev.imageaudit.report;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetEvents;
import dev.imageaudit.audit.OutcomeFormat;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The report for pipelines, {@code audit.jsonl}: a line of UTF-8 for each image, which is an
 * element of {@code images} of {@code audit.json}.
 *
 * @see <a href="https://jsonlines.org">JSON Lines</a>
 */
public final class JsonLinesReport implements ReportWriter {
  private static final ObjectWriter LINE = OutcomeFormat.json().writerFor(AuditOutcome.class);

  /** Its name in the output directory. */
  public static final String FILE_NAME = "audit.jsonl";

  @Override
  public String fileName() {
    return FILE_NAME;
  }

  @Override
  public void write(FleetAudit fleet, OutputStream out) throws IOException {
    for (AuditOutcome outcome : fleet.outcomes()) {
      out.write(line(outcome));
    }
  }

  private static byte[] line(AuditOutcome outcome) throws IOException {
    byte[] json = LINE.writeValueAsBytes(outcome);
    byte[] line = new byte[json.length + 1];
    System.arraycopy(json, 0, line, 0, json.length);
    line[json.length] = '\n';
    return line;
  }

  /** Writes the lines while a run is under way: in the order in which the images are done. */
  public static final class Live implements FleetEvents, Closeable {
    private final String place;
    private final OutputStream out;
    private Optional<IOException> fault = Optional.empty();

    /**
     * Into {@code out}, which it closes.
     *
     * @param place what {@code out} is called in a message
     */
    public Live(String place, OutputStream out) {
      this.place = place;
      this.out = out;
    }

    /** Writes a line in whole, so that whoever follows never sees half of one. */
    @Override
    public synchronized void imageDone(AuditOutcome outcome) {
      if (fault.isPresent()) {
        return;
      }
      try {
        out.write(line(outcome));
        out.flush();
      } catch (IOException e) {
        fault = Optional.of(e);
      }
    }

    /**
     * Ends it.
     *
     * @throws IOException where a line could not be written; the run went on without it
     */
    @Override
    public synchronized void close() throws IOException {
      out.close();
      if (fault.isPresent()) {
        throw new IOException(
            "cannot write " + place + ": " + fault.get().getMessage(), fault.get());
      }
    }
  }
}
