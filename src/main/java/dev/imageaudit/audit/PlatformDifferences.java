package dev.imageaudit.audit;

import dev.imageaudit.audit.FleetSavings.PlatformDifference;
import dev.imageaudit.oci.Platform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds what only some platforms of a name ship, while the sorted outcomes pass by. */
final class PlatformDifferences {
  private static final int MAX_ROWS = 50;

  /** What packages and programs are named by beside their own name. */
  private static final Pattern ARCHITECTURE =
      Pattern.compile("x86[-_]64|amd64|aarch64|arm64|i[3-6]86|armhf|armv[67]l?|ppc64le|s390x");

  private final List<PlatformDifference> rows = new ArrayList<>();
  private final Map<String, Thing> things = new HashMap<>();
  private final SortedSet<String> platforms = new TreeSet<>();
  private String reference = "";
  private int omitted;

  private static final class Thing {
    private final ImageAudit.Finding finding;
    private final SortedSet<String> platforms = new TreeSet<>();
    private long bytes;

    Thing(ImageAudit.Finding finding) {
      this.finding = finding;
    }
  }

  /** Those of {@code outcomes}, which are sorted by reference; one reference is held at a time. */
  static PlatformDifferences of(Iterable<AuditOutcome> outcomes) {
    PlatformDifferences differences = new PlatformDifferences();
    for (AuditOutcome outcome : outcomes) {
      if (outcome instanceof ImageAudit image) {
        differences.add(image);
      }
    }
    differences.compare();
    return differences;
  }

  static PlatformDifferences none() {
    return new PlatformDifferences();
  }

  private void add(ImageAudit image) {
    if (!image.reference().equals(reference)) {
      compare();
      reference = image.reference();
    }
    String platform = image.platform().map(Platform::toString).orElse("");
    platforms.add(platform);
    for (ImageAudit.Finding finding : image.findings()) {
      if (!finding.neededAtRuntime()) {
        String name = ARCHITECTURE.matcher(finding.name()).replaceAll("");
        Thing thing =
            things.computeIfAbsent(finding.rule() + '\n' + name, key -> new Thing(finding));
        thing.platforms.add(platform);
        thing.bytes = Math.max(thing.bytes, finding.bytes());
      }
    }
  }

  private void compare() {
    List<Thing> differing =
        things.values().stream()
            .filter(thing -> thing.platforms.size() < platforms.size())
            .sorted(
                Comparator.comparing((Thing thing) -> -thing.bytes)
                    .thenComparing(thing -> thing.finding.rule())
                    .thenComparing(thing -> thing.finding.name()))
            .toList();
    for (Thing thing : differing) {
      if (rows.size() == MAX_ROWS) {
        omitted++;
      } else {
        rows.add(row(thing));
      }
    }
    things.clear();
    platforms.clear();
  }

  private PlatformDifference row(Thing thing) {
    SortedSet<String> missing = new TreeSet<>(platforms);
    missing.removeAll(thing.platforms);
    return new PlatformDifference(
        reference,
        thing.finding.rule(),
        thing.finding.name(),
        List.copyOf(thing.platforms),
        List.copyOf(missing),
        thing.bytes);
  }

  /** At most fifty, by reference; those of the most bytes first. */
  List<PlatformDifference> rows() {
    return rows;
  }

  /** How many more there are. */
  int omitted() {
    return omitted;
  }
}
