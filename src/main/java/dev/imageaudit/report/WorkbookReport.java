package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.WorkDirectory;
import dev.imageaudit.report.SummaryFields.Summary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLProperties.CoreProperties;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.TempFile;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The report for people, {@code audit.xlsx}: a template workbook, whose looks and columns the user
 * may change, filled with the fleet. Rows pass through a temporary directory; a hundred of each
 * table are in memory at a time.
 */
public final class WorkbookReport implements ReportWriter {
  private static final String TEMPLATE = "/reports-templates/audit.xlsx";
  private static final int ROWS_IN_MEMORY = 100;

  private final byte[] template;
  private final int maxRows;

  WorkbookReport(byte[] template, int maxRows) {
    this.template = template.clone();
    this.maxRows = maxRows;
  }

  /** With the template that comes with the program. */
  public static WorkbookReport create() {
    return new WorkbookReport(defaultTemplate(), Integer.MAX_VALUE);
  }

  static byte[] defaultTemplate() {
    try (InputStream template = WorkbookReport.class.getResourceAsStream(TEMPLATE)) {
      if (template == null) {
        throw new IllegalStateException("the program lacks its " + TEMPLATE);
      }
      return template.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * With a template of the user's, as {@code reports-templates/README.md} describes it.
   *
   * @throws IOException where it is no workbook or asks for what there is not; the message says
   *     which cell
   */
  public static WorkbookReport withTemplate(byte[] template) throws IOException {
    WorkbookReport report = new WorkbookReport(template, Integer.MAX_VALUE);
    report.write(Optional.empty(), OutputStream.nullOutputStream());
    return report;
  }

  @Override
  public String fileName() {
    return "audit.xlsx";
  }

  @Override
  public void write(FleetAudit fleet, OutputStream out) throws IOException {
    write(Optional.of(fleet), out);
  }

  /** Fills the template, or only looks whether it could be filled. */
  private void write(Optional<FleetAudit> fleet, OutputStream out) throws IOException {
    try (WorkDirectory work = WorkDirectory.create()) {
      var temporaryFiles = new DefaultTempFileCreationStrategy(work.path(".").toFile());
      TempFile.withStrategy(temporaryFiles, () -> writeUnchecked(fleet, out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean writeUnchecked(Optional<FleetAudit> fleet, OutputStream out) {
    try (SXSSFWorkbook book = new SXSSFWorkbook(open(), ROWS_IN_MEMORY, true, false)) {
      book.setShouldCalculateSheetDimensions(false); // it forgets the template's own rows
      AuditTables tables = new AuditTables(book, maxRows);
      TemplateCells cells = new TemplateCells(book.getXSSFWorkbook());
      if (fleet.isPresent()) {
        fill(tables, cells, fleet.get());
        sign(book.getXSSFWorkbook(), fleet.get());
        book.write(out);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(AuditTables tables, TemplateCells cells, FleetAudit fleet)
      throws IOException {
    try {
      for (AuditOutcome outcome : fleet.outcomes()) {
        tables.add(outcome);
      }
      cells.fill(new Summary(fleet, tables.finish()));
    } catch (IllegalStateException e) {
      // how a row that cannot be put on the disk comes out of the library
      if (e.getCause() instanceof IOException cause) {
        throw new IOException("no rows in the temporary directory: " + cause.getMessage(), e);
      }
      throw e;
    }
  }

  private XSSFWorkbook open() throws IOException {
    try {
      return new XSSFWorkbook(new ByteArrayInputStream(template));
    } catch (IOException | RuntimeException e) {
      // the library documents "a number of" unchecked ones for a file that is none of its own
      throw new IOException("the template is no workbook: " + e.getMessage(), e);
    }
  }

  /** Says who made the workbook and when, so that the same fleet gives the same bytes. */
  private static void sign(XSSFWorkbook book, FleetAudit fleet) {
    CoreProperties properties = book.getProperties().getCoreProperties();
    Optional<Date> started = Optional.of(Date.from(fleet.run().started()));
    properties.setCreated(started);
    properties.setModified(started);
    properties.setCreator(fleet.tool().name() + " " + fleet.tool().version());
    properties.setLastModifiedByUser(fleet.tool().name());
  }
}
