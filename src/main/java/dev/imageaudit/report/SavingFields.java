package dev.imageaudit.report;

import dev.imageaudit.audit.FleetSavings;
import dev.imageaudit.audit.FleetSavings.Cost;
import dev.imageaudit.audit.FleetSavings.Month;
import dev.imageaudit.report.SummaryFields.Summary;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the fleet's saving means, in which order, for whom, and since the last run. */
final class SavingFields {
  private static final double MEGABIT = 1_000_000;

  private SavingFields() {}

  static Map<String, Function<Summary, CellValue>> named() {
    Map<String, Function<Summary, CellValue>> fields = new LinkedHashMap<>();
    fields.put("scope", s -> CellValue.of(s.notes().scope()));
    fields.put("trend", s -> CellValue.of(trend(s)));
    fields.put("savings.by", s -> CellValue.of(GroupSavings.of(s.fleet().savings()).by()));
    fields.put(
        "savings.title",
        s -> CellValue.of("Saved, by " + GroupSavings.of(s.fleet().savings()).by()));
    fields.put("savings.order", s -> CellValue.of(order(s.fleet().savings().order())));
    fields.put("savings.order.most", s -> CellValue.of(s.fleet().savings().order().most()));
    put(fields, "month.pulls", m -> number(m.pulls()));
    put(fields, "month.imagesWithoutPulls", m -> CellValue.of(m.imagesWithoutPulls()));
    put(fields, "month.transferBytes", m -> number(m.transferBytes()));
    put(fields, "month.transferAfterBytes", m -> number(m.transferAfterBytes()));
    put(fields, "month.otherPullBytes", m -> CellValue.of(m.otherPullBytes()));
    put(fields, "month.otherPullAfterBytes", m -> CellValue.of(m.otherPullAfterBytes()));
    put(fields, "month.storageBytes", m -> CellValue.of(m.storageBytes()));
    put(fields, "month.storageAfterBytes", m -> CellValue.of(m.storageAfterBytes()));
    put(fields, "price.storage", m -> price(m.storageCost()));
    put(fields, "price.transfer", m -> price(m.transferCost()));
    fields.put(
        "bandwidth.megabits",
        s -> new CellValue.Amount(s.fleet().savings().time().bitsPerSecond() / MEGABIT));
    fields.put("redeploy.compressedBytes", s -> CellValue.of(s.redeploy().compressedBytes()));
    fields.put(
        "redeploy.afterCompressedBytes", s -> CellValue.of(s.redeploy().afterCompressedBytes()));
    return fields;
  }

  private static void put(
      Map<String, Function<Summary, CellValue>> fields,
      String name,
      Function<Month, CellValue> value) {
    fields.put(name, s -> value.apply(s.fleet().savings().month()));
  }

  private static CellValue number(BigInteger number) {
    return new CellValue.Amount(number.doubleValue());
  }

  private static CellValue price(Optional<Cost> cost) {
    return cost.<CellValue>map(c -> new CellValue.Amount(c.pricePerGigabyte().doubleValue()))
        .orElse(CellValue.BLANK);
  }

  private static String order(FleetSavings.Order order) {
    if (order.refactors() == 0) {
      return "No refactor saves any of what the registry stores.";
    }
    return String.format(
        Locale.ROOT,
        "%,d of %,d %s %d %% of the saving.",
        order.most(),
        order.images(),
        order.images() == 1 ? "image gives" : order.most() == 1 ? "images gives" : "images give",
        order.mostPercent());
  }

  private static String trend(Summary summary) {
    List<RunHistory.Figures> earlier = summary.notes().earlier();
    if (earlier.isEmpty()) {
      return "";
    }
    RunHistory.Figures last = earlier.get(earlier.size() - 1);
    long images = summary.fleet().totals().candidates() - last.candidates();
    return String.format(
        Locale.ROOT,
        "Since %s: %s stored, %s that a refactor saves, %+d %s worth a refactor.",
        last.started().toString().substring(0, 10),
        ByteText.change(summary.fleet().totals().compressedBytes() - last.compressedBytes()),
        ByteText.change(
            summary.fleet().totals().savedCompressedBytes() - last.savedCompressedBytes()),
        images,
        Math.abs(images) == 1 ? "image" : "images");
  }
}
