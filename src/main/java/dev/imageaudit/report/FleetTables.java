package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.BaseUse;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetSavings.Share;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.report.FleetFields.KindRow;
import dev.imageaudit.report.FleetFields.OrderRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Workbook;

/** The tables of a fleet as a whole: small ones, whose cells formulas may use. */
final class FleetTables {
  private static final String BASES = "Bases";
  private static final String SAVINGS = "Savings";
  private static final String ORDER = "Order";
  private static final String RESIDUE = "Residue";
  private static final String TREND = "Trend";
  private static final String ASSUMPTIONS = "Assumptions";
  private static final String OPTIONS = "Options";

  /** What they are called in a template. */
  static final List<String> NAMES =
      List.of(BASES, SAVINGS, ORDER, RESIDUE, TREND, ASSUMPTIONS, OPTIONS);

  /**
   * What a redeploy of each image pulls: the layers that its base did not bring.
   *
   * @param compressedBytes today
   * @param afterCompressedBytes after the refactors
   */
  record Redeploy(long compressedBytes, long afterCompressedBytes) {
    Redeploy plus(ImageAudit image) {
      long bytes = compressedBytes;
      long after = afterCompressedBytes;
      for (ImageAudit.Layer layer : image.layers()) {
        if (!layer.fromBase()) {
          bytes += layer.compressedBytes();
          after += layer.compressedBytes() - layer.savedCompressedBytes();
        }
      }
      return new Redeploy(bytes, after);
    }
  }

  private final Optional<FilledTable<BaseUse>> bases;
  private final Optional<FilledTable<Share>> savings;
  private final Optional<FilledTable<OrderRow>> order;
  private final Optional<FilledTable<KindRow>> residue;
  private final Optional<FilledTable<RunHistory.Figures>> trend;
  private final Optional<FilledTable<String>> assumptions;
  private final Optional<FilledTable<Map.Entry<String, String>>> options;
  private final ResidueSums sums = new ResidueSums();
  private Redeploy redeploy = new Redeploy(0, 0);

  /**
   * Finds them by name; one left out is no loss.
   *
   * @throws IOException where the template asks for what there is not
   */
  FleetTables(TableSet tables) throws IOException {
    bases = tables.streamed(BASES, FleetFields.BASES);
    savings = tables.kept(SAVINGS, FleetFields.SAVINGS);
    order = tables.kept(ORDER, FleetFields.ORDER);
    residue = tables.kept(RESIDUE, FleetFields.RESIDUE);
    trend = tables.kept(TREND, FleetFields.TREND);
    assumptions = tables.kept(ASSUMPTIONS, FleetFields.ASSUMPTIONS);
    options = tables.kept(OPTIONS, FleetFields.OPTIONS);
  }

  void add(AuditOutcome outcome) {
    if (outcome instanceof ImageAudit image) {
      redeploy = redeploy.plus(image);
      sums.add(image);
    }
  }

  /** What redeploys pull, of the outcomes that have been added. */
  Redeploy redeploy() {
    return redeploy;
  }

  /** Adds what is said of {@code fleet} and its run. */
  void finish(FleetAudit fleet, WorkbookNotes notes) {
    bases.ifPresent(table -> fleet.bases().forEach(table::add));
    savings.ifPresent(
        table -> GroupSavings.of(fleet.savings()).shares().rows().forEach(table::add));
    order.ifPresent(
        table ->
            fleet.savings().order().first().stream()
                .map(step -> new OrderRow(step, fleet.totals().savedCompressedBytes()))
                .forEach(table::add));
    residue.ifPresent(table -> sums.rows().forEach(table::add));
    assumptions.ifPresent(table -> fleet.savings().assumptions().forEach(table::add));
    options.ifPresent(table -> notes.options().entrySet().forEach(table::add));
    trend.ifPresent(table -> addTrend(table, fleet, notes));
  }

  private static void addTrend(
      FilledTable<RunHistory.Figures> table, FleetAudit fleet, WorkbookNotes notes) {
    notes.earlier().forEach(table::add);
    if (!notes.earlier().isEmpty()) {
      table.add(RunHistory.Figures.of(fleet));
    }
  }

  /** Leaves out what has nothing to show. */
  void leaveOutEmpty(Workbook book) {
    trend.filter(table -> table.rows() == 0).ifPresent(table -> table.leaveOut(book));
  }
}
