package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Config;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.audit.ImageAudit.FoundPaths;
import dev.imageaudit.audit.ImageAudit.Layer;
import dev.imageaudit.audit.ImageAudit.ListedPackage;
import dev.imageaudit.audit.ImageAudit.Size;
import dev.imageaudit.audit.Labels;
import dev.imageaudit.audit.ListedDuplicates;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Breakdown;
import dev.imageaudit.estimate.Breakdown.LayerPart;
import dev.imageaudit.estimate.Breakdown.PathPart;
import dev.imageaudit.estimate.ByteLedger;
import dev.imageaudit.estimate.Projection;
import dev.imageaudit.estimate.Projection.Range;
import dev.imageaudit.estimate.Verdict;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A shop's images, as many as a test wants, made as they are asked for. */
public final class FakeShop {
  private static final String[] SERVICES = {
    "api",
    "checkout",
    "search",
    "recommendations",
    "billing",
    "mail",
    "images",
    "ledger",
    "gateway",
    "admin",
    "reports",
    "stock"
  };
  private static final String[] TEAMS = {"payments", "search", "platform", "storefront"};
  private static final int PARTS = 60;
  private static final long MEGABYTE = 1_000_000;
  private static final long BASE_BYTES = 30 * MEGABYTE;

  private FakeShop() {}

  /**
   * {@code images} audited images, each with {@code findings} and five times as many packages; the
   * first saves most.
   */
  public static FakeFleet fleet(int images, int findings) {
    Iterable<AuditOutcome> outcomes =
        () ->
            IntStream.range(0, images)
                .<AuditOutcome>mapToObj(i -> image(i, images, findings))
                .iterator();
    return fleet(images, 0, 0, outcomes);
  }

  /** The same with a failed and a skipped one at the end. */
  static FakeFleet withFailures(int images, int findings) {
    Iterable<AuditOutcome> audited = fleet(images, findings).outcomes();
    return fleet(
        images,
        1,
        1,
        () ->
            join(
                audited.iterator(),
                List.of(FakeOutcomes.failed(), FakeOutcomes.skipped()).iterator()));
  }

  private static FakeFleet fleet(
      int images, int failed, int skipped, Iterable<AuditOutcome> outcomes) {
    long compressed = 0;
    long saved = 0;
    for (int i = 0; i < images; i++) {
      compressed += compressedBytes(i, images);
      saved += savedBytes(i, images);
    }
    long shared = BASE_BYTES * Math.max(0, images - 1);
    return new FakeFleet(
        FakeFleet.RUN,
        new FleetTotals(
            images + failed + skipped,
            images,
            failed,
            skipped,
            images,
            images == 0 ? 0 : images + 1,
            compressed - shared,
            3 * (compressed - shared),
            compressed,
            3 * compressed,
            saved,
            saved,
            0,
            0),
        outcomes);
  }

  private static <T> Iterator<T> join(Iterator<T> one, Iterator<? extends T> other) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return one.hasNext() || other.hasNext();
      }

      @Override
      public T next() {
        return one.hasNext() ? one.next() : other.next();
      }
    };
  }

  static long savedBytes(int i, int images) {
    return (images - i) * 17L * MEGABYTE / 2 + 4_321;
  }

  static long compressedBytes(int i, int images) {
    return BASE_BYTES + savedBytes(i, images) + (1 + i % 5) * 11L * MEGABYTE;
  }

  private static ImageAudit image(int i, int images, int findings) {
    String service = SERVICES[i % SERVICES.length] + (i < SERVICES.length ? "" : "-" + i);
    Reference reference = Reference.parse("registry.example.com/shop/" + service + ":2." + i);
    long compressed = compressedBytes(i, images);
    long saved = savedBytes(i, images);
    Range range = new Range(saved / 10 * 9, saved, saved / 10 * 11);
    return new ImageAudit(
        reference.toString(),
        Optional.of(ResolvedName.of(reference, FakeOutcomes.digest("manifest" + i))),
        Optional.of(Platform.LINUX_AMD64),
        labels(i),
        Optional.of("2026-0" + (1 + i % 9) + "-14T03:04:05Z"),
        new Config(List.of("/app/server"), List.of(), "app", "/app"),
        new Size(compressed, 3 * compressed, 3 * compressed),
        layers(i, compressed, saved),
        FakeOutcomes.proved("debian 12", 1),
        IntStream.range(0, findings).mapToObj(f -> finding(f, saved / findings)).toList(),
        IntStream.range(0, 5 * findings).mapToObj(FakeShop::installed).toList(),
        0,
        List.of(),
        new ListedDuplicates(0, 0, 0, 0, List.of(), 0),
        new ByteLedger(List.of(new ByteLedger.Account("application", 3 * compressed, compressed))),
        breakdown(compressed),
        new Verdict(
            i % 4 == 3 ? Verdict.Code.CLEAN_UP : Verdict.Code.REFACTOR,
            "Build in one stage and copy only the result into another: that leaves GCC C compiler,"
                + " GNU Make and 3 more behind and saves "
                + 100 * saved / compressed
                + " % of the download.",
            Optional.of("trim")),
        List.of(
            new Projection(
                "trim",
                Range.exactly(compressed - saved),
                Range.exactly(3 * (compressed - saved)),
                range,
                Range.exactly(3 * saved))),
        List.of(),
        Optional.empty());
  }

  private static Breakdown breakdown(long compressed) {
    long part = compressed / PARTS;
    List<PathPart> paths = new ArrayList<>();
    for (int i = 1; i < PARTS; i++) {
      String path = "/srv/shop/part-" + i % 8 + "/lib/module-" + i;
      paths.add(new PathPart("application", path, 3 * part, part));
    }
    long rest = compressed - (PARTS - 1) * part;
    paths.add(new PathPart("application", "/", 3 * rest, rest));
    return new Breakdown(
        paths,
        List.of(
            new LayerPart(0, "application", 3 * BASE_BYTES, BASE_BYTES),
            new LayerPart(
                1, "application", 3 * (compressed - BASE_BYTES), compressed - BASE_BYTES)));
  }

  private static Labels labels(int i) {
    return new Labels(
        Optional.of("team-" + TEAMS[i % TEAMS.length]),
        Optional.of("shop"),
        Optional.of(i % 3 == 0 ? "staging" : "production"),
        Optional.of(2L + i % 7),
        Optional.of(100L * (1 + i % 40)),
        Collections.emptySortedMap());
  }

  private static List<Layer> layers(int i, long compressed, long saved) {
    return List.of(
        layer(0, "base", BASE_BYTES, "/bin/sh -c #(nop) ADD file:4f in / ", 0),
        layer(1, "own" + i, compressed - BASE_BYTES, "RUN apt-get install -y gcc make", saved));
  }

  private static Layer layer(int index, String blob, long bytes, String instruction, long saved) {
    return new Layer(
        index,
        FakeOutcomes.digest(blob),
        new DiffId(FakeOutcomes.digest("tar of " + blob)),
        "application/vnd.oci.image.layer.v1.tar+gzip",
        bytes,
        3 * bytes,
        Optional.of(instruction),
        index == 0,
        saved,
        0);
  }

  private static Finding finding(int i, long compressed) {
    return new Finding(
        "gcc",
        i % 3 == 2 ? Kind.HEADERS : Kind.COMPILER,
        "GCC C compiler " + i,
        Optional.of("12.2." + i),
        Optional.of("pkg:deb/debian/gcc-12@12.2.0-14?arch=amd64&distro=debian-12"),
        Optional.of("gcc-12 12.2.0-14"),
        List.of("/usr/bin/gcc-12", "/usr/lib/gcc/x86_64-linux-gnu/12/cc1"),
        new FoundPaths(31, List.of("/usr/bin/gcc-12", "/usr/lib/gcc")),
        3 * compressed,
        compressed,
        List.of(1),
        Optional.of("RUN apt-get update && apt-get install -y --no-install-recommends gcc make"),
        false,
        "Nothing that runs links to it or starts it.",
        Confidence.HIGH,
        false,
        Optional.empty());
  }

  private static ListedPackage installed(int i) {
    return new ListedPackage(
        "deb",
        "libexample" + i,
        Optional.of("1.2." + i + "-1"),
        Optional.of(
            "pkg:deb/debian/libexample" + i + "@1.2." + i + "-1?arch=amd64&distro=debian-12"),
        Optional.of("MIT"),
        Optional.of(i % 2 == 0),
        Optional.empty(),
        12,
        300_000,
        100_000,
        Optional.of(0));
  }
}
