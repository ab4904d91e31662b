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
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final String TEMPLATES = "/reports-templates/";
  private static final int ROWS_IN_MEMORY = 100;
  private static final List<String> TABLES =
      Stream.of(AuditTables.NAMES, FleetTables.NAMES).flatMap(List::stream).toList();

  private final byte[] template;
  private final int maxRows;
  private final WorkbookNotes notes;

  WorkbookReport(byte[] template, int maxRows) {
    this(template, maxRows, WorkbookNotes.NONE);
  }

  private WorkbookReport(byte[] template, int maxRows, WorkbookNotes notes) {
    this.template = template.clone();
    this.maxRows = maxRows;
    this.notes = notes;
  }

  /** The templates that come with the program. */
  public enum Template {
    DEFAULT("audit.xlsx"),
    /** A summary, the candidates and the failures. */
    COMPACT("compact.xlsx");

    private final String file;

    Template(String file) {
      this.file = file;
    }

    /** The name on the command line. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The template that {@link #code} names; empty where there is none. */
    public static Optional<Template> named(String code) {
      return Arrays.stream(values()).filter(known -> known.code().equals(code)).findFirst();
    }

    byte[] content() {
      try (InputStream template = WorkbookReport.class.getResourceAsStream(TEMPLATES + file)) {
        if (template == null) {
          throw new IllegalStateException("the program lacks its " + file);
        }
        return template.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** With the template that comes with the program. */
  public static WorkbookReport create() {
    return with(Template.DEFAULT);
  }

  /** With {@code template}. */
  public static WorkbookReport with(Template template) {
    return new WorkbookReport(template.content(), Integer.MAX_VALUE);
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

  /** The same with more to tell than the fleet itself. */
  public WorkbookReport with(WorkbookNotes told) {
    return new WorkbookReport(template, maxRows, told);
  }

  @Override
  public String fileName() {
    return "audit.xlsx";
  }

  @Override
  public Optional<ReportSet> companion() {
    return notes.groupBy().map(key -> new GroupWorkbooks(this, notes, key));
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
      TableSet tables = new TableSet(book, maxRows);
      AuditTables images = new AuditTables(tables);
      FleetTables fleetTables = new FleetTables(tables);
      tables.check(TABLES);
      TemplateCells cells = new TemplateCells(book.getXSSFWorkbook());
      check(tables, cells);
      if (fleet.isPresent()) {
        for (AuditOutcome outcome : fleet.get().outcomes()) {
          images.add(outcome);
          fleetTables.add(outcome);
        }
        images.finish();
        fleetTables.finish(fleet.get(), notes);
        List<FilledTable<?>> filled = tables.finish();
        fleetTables.leaveOutEmpty(book);
        cells.fill(new Summary(fleet.get(), filled, notes, fleetTables.redeploy()));
        ChartTitles.update(book.getXSSFWorkbook());
        new TemplateFormulas(book.getXSSFWorkbook(), filled).calculate();
        sign(book.getXSSFWorkbook(), fleet.get());
        book.write(out);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      // how a row that cannot be put on the disk comes out of the library
      if (e.getCause() instanceof IOException cause) {
        throw new UncheckedIOException(
            new IOException("no rows in the temporary directory: " + cause.getMessage(), e));
      }
      throw e;
    }
  }

  private static void check(TableSet tables, TemplateCells cells) throws IOException {
    if (tables.isEmpty() && cells.isEmpty()) {
      throw new IOException(
          "the template asks for nothing: it has neither one of the tables "
              + String.join(", ", TABLES)
              + " nor a cell with a ${name}");
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
