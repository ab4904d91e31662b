package dev.imageaudit.report;

import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.report.FleetFields.KindRow;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What builds left, by its kind, added up while a fleet passes by. */
final class ResidueSums {
  private final Map<Kind, Sum> sums = new EnumMap<>(Kind.class);

  private static final class Sum {
    private int images;
    private int findings;
    private long compressedBytes;
  }

  void add(ImageAudit image) {
    Set<Kind> found = EnumSet.noneOf(Kind.class);
    for (Finding finding : image.findings()) {
      if (RecordedFinding.of(finding).isResidue()) {
        Sum sum = sums.computeIfAbsent(finding.kind(), kind -> new Sum());
        sum.findings++;
        sum.compressedBytes += finding.compressedBytes();
        sum.images += found.add(finding.kind()) ? 1 : 0;
      }
    }
  }

  /** The most bytes first. */
  List<KindRow> rows() {
    long all = sums.values().stream().mapToLong(sum -> sum.compressedBytes).sum();
    return sums.entrySet().stream()
        .map(
            entry ->
                new KindRow(
                    entry.getKey(),
                    entry.getValue().images,
                    entry.getValue().findings,
                    entry.getValue().compressedBytes,
                    all == 0 ? 0 : (double) entry.getValue().compressedBytes / all))
        .sorted(
            Comparator.comparing((KindRow row) -> -row.compressedBytes())
                .thenComparing(KindRow::kind))
        .toList();
  }
}
