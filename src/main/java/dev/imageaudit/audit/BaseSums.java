package dev.imageaudit.audit;

import dev.imageaudit.audit.BaseUse.Brought;
import dev.imageaudit.oci.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds up a fleet by its bases; not safe for use by several threads. */
final class BaseSums {
  private static final int MAX_FINDINGS = 50;

  private final Map<Key, Sum> sums = new HashMap<>();

  private record Key(String name, BaseEvidence evidence) {}

  private record Size(long compressedBytes, long uncompressedBytes) {}

  private static final class Sum {
    private final Map<Digest, Size> layers = new HashMap<>();
    private final Map<String, Brought> findings = new TreeMap<>();
    private int images;
    private long imagesCompressedBytes;
    private long imagesUnneededBytes;
  }

  void add(ImageAudit image) {
    Optional<String> name = image.base().name();
    Optional<BaseEvidence> evidence = image.base().evidence();
    if (name.isEmpty() || evidence.isEmpty()) {
      return;
    }
    Sum sum = sums.computeIfAbsent(new Key(name.get(), evidence.get()), key -> new Sum());
    sum.images++;
    for (ImageAudit.Layer layer : image.layers()) {
      if (layer.fromBase()) {
        sum.layers.put(
            layer.digest(), new Size(layer.compressedBytes(), layer.uncompressedBytes()));
        sum.imagesCompressedBytes += layer.compressedBytes();
      }
    }
    Map<String, Brought> ofImage = new HashMap<>();
    for (ImageAudit.Finding finding : image.findings()) {
      if (finding.cameWithBase() && !finding.neededAtRuntime()) {
        sum.imagesUnneededBytes += finding.compressedBytes();
        ofImage.merge(
            finding.rule() + '\n' + finding.name() + '\n' + finding.version().orElse(""),
            brought(finding),
            BaseSums::together);
      }
    }
    ofImage.forEach((key, brought) -> sum.findings.merge(key, brought, BaseSums::more));
  }

  /** Two of a kind in one image. */
  private static Brought together(Brought one, Brought other) {
    return new Brought(
        one.rule(),
        one.kind(),
        one.name(),
        one.version(),
        1,
        one.bytes() + other.bytes(),
        one.compressedBytes() + other.compressedBytes());
  }

  private static Brought brought(ImageAudit.Finding finding) {
    return new Brought(
        finding.rule(),
        finding.kind(),
        finding.name(),
        finding.version(),
        1,
        finding.bytes(),
        finding.compressedBytes());
  }

  private static Brought more(Brought one, Brought other) {
    return new Brought(
        one.rule(),
        one.kind(),
        one.name(),
        one.version(),
        one.images() + other.images(),
        Math.max(one.bytes(), other.bytes()),
        Math.max(one.compressedBytes(), other.compressedBytes()));
  }

  /** Those of the most images first. */
  List<BaseUse> uses() {
    List<BaseUse> uses = new ArrayList<>();
    sums.forEach((key, sum) -> uses.add(use(key, sum)));
    uses.sort(
        Comparator.comparing((BaseUse use) -> -use.images())
            .thenComparing(BaseUse::name)
            .thenComparing(BaseUse::evidence));
    return uses;
  }

  private static BaseUse use(Key key, Sum sum) {
    List<Brought> findings =
        sum.findings.values().stream()
            .sorted(
                Comparator.comparing((Brought b) -> -b.bytes())
                    .thenComparing(Brought::rule)
                    .thenComparing(Brought::name))
            .toList();
    int shown = Math.min(MAX_FINDINGS, findings.size());
    return new BaseUse(
        key.name,
        key.evidence,
        sum.images,
        sum.layers.size(),
        sum.layers.values().stream().mapToLong(Size::compressedBytes).sum(),
        sum.layers.values().stream().mapToLong(Size::uncompressedBytes).sum(),
        sum.imagesCompressedBytes,
        unneededByAll(sum),
        sum.imagesUnneededBytes,
        findings.subList(0, shown),
        findings.size() - shown);
  }

  private static long unneededByAll(Sum sum) {
    return sum.findings.values().stream()
        .filter(finding -> finding.images() == sum.images)
        .mapToLong(Brought::compressedBytes)
        .sum();
  }
}
