package dev.imageaudit.audit;

import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An image whose files are named to break every report, as a run has audited it, and names of the
 * same kind in the list.
 */
public final class HostileFleet {
  /** No one of them holds a slash, so that each is a name in a directory. */
  private static final List<String> NAMES =
      List.of(
          "=1+1",
          "+cmd|' C calc'!A0",
          "-2+3",
          "@SUM(1+1)*cmd",
          "=HYPERLINK(\"http:evil.example\",\"click\")",
          "<script>alert('x')<!-- ]]> &amp; \" --",
          "](javascript:alert(1)) [x](y) | `tick` ``two`` \\| \\",
          "@admin #1 GH-1 www.evil.example 0123456789abcdef0123456789abcdef01234567 :+1: ~~s~~"
              + " **b**",
          "{0} {{braces}} %s %n ${jndi:ldap:evil}",
          "bell\u0007 escape\u001b[31m csi\u009b1m delete\u007f",
          "two\nlines\r\nand\ttabs",
          "שלום \u202Egnp.exe \u2066x\u2069 \u200Bnothing \u2028line",
          "'; DROP TABLE images; --",
          "_x0041_ \uFFFE\uFFFF 🙂");

  private static final String REPOSITORY = "/.git";

  /** Directories with a byte for each character, which are no UTF-8 or look so, and their paths. */
  private static final Map<String, String> LATIN1 =
      Map.of(
          "app/caf\u00e9 \u00ff\u00fe", "/app/caf\\xe9 \\xff\\xfe",
          "app/caf\u00e9 \u00ff\u00fd", "/app/caf\\xe9 \\xff\\xfd",
          "app/caf\\xe9 \u00ff\u00fd", "/app/caf\\x5cxe9 \\xff\\xfd",
          "app/caf? ??", "/app/caf? ??");

  private HostileFleet() {}

  /** The names that the list has beside the image's: no image is called so. */
  public static List<String> references() {
    List<String> references = new ArrayList<>(NAMES);
    references.add("long " + "x".repeat(4_000));
    return references;
  }

  /** The paths at which the image's findings lie: one for each name, and one of 4,096 bytes. */
  public static List<String> paths() {
    List<String> paths = new ArrayList<>();
    NAMES.forEach(name -> paths.add("/app/" + name + REPOSITORY));
    paths.add("/" + longest() + REPOSITORY);
    LATIN1.forEach((bytes, path) -> paths.add(path + REPOSITORY));
    return paths;
  }

  private static String longest() {
    int length = 4_096 - REPOSITORY.length() - "/".length();
    return ("app" + ("/" + "d".repeat(200)).repeat(30)).substring(0, length);
  }

  /** The name of a package of the image. */
  public static String packageName() {
    return FakeOutcomes.FORMULA;
  }

  /** Who the list says that the image belongs to. */
  public static String owner() {
    return FakeOutcomes.MARKUP + FakeOutcomes.RIGHT_TO_LEFT + "\u001b[31m\"\\";
  }

  /** The instruction that brought the findings. */
  public static String instruction() {
    return "COPY <b>. | `x` \u202E\u001b[0m @all /app";
  }

  /** The fleet; the caller closes it. */
  public static FleetAudit audit() {
    KnowledgeBase knowledge = KnowledgeBase.load();
    SecretScanner secrets = SecretScanner.load();
    FakeImages images = new FakeImages().add("registry.test/hostile:1", layer(), latin1());
    List<Target> targets = new ArrayList<>();
    images.targets().forEach(t -> targets.add(new Target(t.reference(), t.name(), labels())));
    references().forEach(name -> targets.add(new Target(name, name, Labels.NONE)));
    try {
      return new FleetRun(
              images,
              new ImageAuditor(new Detector(knowledge), secrets, BaseImages.none()),
              new FleetRun.Settings(
                  1,
                  new PlatformSelector.One(Platform.LINUX_AMD64),
                  AuditRules.captureRules(knowledge, secrets),
                  KnownBases.NONE,
                  new FleetAudit.Tool("image-audit", "0.1.0")),
              FleetEvents.NONE,
              Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC))
          .run(targets, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FakeImages.FakeLayer layer() {
    TarBuilder tar = new TarBuilder();
    for (String name : NAMES) {
      repository(tar, "app/" + name);
    }
    repository(tar, longest());
    tar.file(
        "app/node_modules/x/package.json",
        "{\"name\": \"" + packageName().replace("\"", "\\\"") + "\", \"version\": \"1.0.0\"}");
    return FakeImages.layer(tar.file("app/run", "run"), instruction());
  }

  /** A layer with names that are no UTF-8. */
  private static FakeImages.FakeLayer latin1() {
    TarBuilder tar = new TarBuilder("ISO-8859-1");
    LATIN1.keySet().stream().sorted().forEach(directory -> repository(tar, directory));
    return FakeImages.layer(tar, instruction());
  }

  private static void repository(TarBuilder tar, String directory) {
    tar.file(directory + "/.git/HEAD", "ref: refs/heads/main\n");
    tar.directory(directory + "/.git/objects/");
  }

  private static Labels labels() {
    return new Labels(
        Optional.of(owner()),
        Optional.of("=2+2"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("<b>", "-1"))));
  }
}
