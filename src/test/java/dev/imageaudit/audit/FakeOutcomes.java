package dev.imageaudit.audit;

import dev.imageaudit.audit.AuditOutcome.Failed;
import dev.imageaudit.audit.AuditOutcome.Failure;
import dev.imageaudit.audit.AuditOutcome.Skipped;
import dev.imageaudit.audit.ImageAudit.Base;
import dev.imageaudit.audit.ImageAudit.BasePart;
import dev.imageaudit.audit.ImageAudit.Config;
import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.audit.ImageAudit.FoundPaths;
import dev.imageaudit.audit.ImageAudit.Layer;
import dev.imageaudit.audit.ImageAudit.ListedPackage;
import dev.imageaudit.audit.ImageAudit.Size;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.dockerfile.Refactoring;
import dev.imageaudit.estimate.Breakdown;
import dev.imageaudit.estimate.Breakdown.LayerPart;
import dev.imageaudit.estimate.Breakdown.PathPart;
import dev.imageaudit.estimate.ByteLedger;
import dev.imageaudit.estimate.ByteLedger.Account;
import dev.imageaudit.estimate.Duplicate;
import dev.imageaudit.estimate.Effort;
import dev.imageaudit.estimate.Gains;
import dev.imageaudit.estimate.Projection;
import dev.imageaudit.estimate.Projection.Range;
import dev.imageaudit.estimate.Verdict;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Outcomes as literals; their texts are what a hostile image would choose. */
public final class FakeOutcomes {
  public static final String FORMULA = "=HYPERLINK(\"http://evil.example/\",\"click\")";
  public static final String COMMAND = "@SUM(1+1)*cmd|' /C calc'!A0";
  public static final String CONTROLS = "bell\u0007 null\u0000 not a character\uFFFE";
  public static final String MARKUP = "<script>alert('x')</script> & _x0041_";
  public static final String RIGHT_TO_LEFT = "שלום \u202Egnp.exe";

  private static final Reference REFERENCE = Reference.parse("registry.example.com/shop/api:1.4");

  private FakeOutcomes() {}

  public static ImageAudit audited() {
    return new ImageAudit(
        REFERENCE.toString(),
        Optional.of(ResolvedName.of(REFERENCE, digest("manifest"))),
        Optional.of(Platform.parse("linux/arm64/v8")),
        labels(),
        Optional.of("2026-01-02T03:04:05Z"),
        new Config(List.of("/app/server"), List.of("--port", "8080"), "", "/app"),
        new Size(330, 900, 800),
        List.of(layer(0, 200, true), layer(1, 130, false)),
        proved("debian:12", 1),
        List.of(compiler(), cache()),
        List.of(installed(), library()),
        3,
        List.of("/var/lib/rpm/" + CONTROLS),
        duplicates(),
        new ByteLedger(
            List.of(
                new Account("base-system", 500, 150),
                new Account("compiler", 300, 120),
                new Account("overhead", 100, 60))),
        new Breakdown(
            List.of(
                new PathPart("base-system", "/", 500, 150),
                new PathPart("compiler", "/usr/bin", 100, 40),
                new PathPart("compiler", "/usr/lib/" + MARKUP, 200, 80),
                new PathPart("overhead", "/", 100, 60)),
            List.of(
                new LayerPart(0, "base-system", 500, 150),
                new LayerPart(0, "overhead", 50, 50),
                new LayerPart(1, "compiler", 300, 120),
                new LayerPart(1, "overhead", 50, 10))),
        new Verdict(
            Verdict.Code.REFACTOR,
            "Build in a stage of its own: GCC goes.",
            Optional.of("trim"),
            Optional.of(Effort.FURTHER_STAGE),
            List.of("300 bytes only the build needs: GCC."),
            List.of("What it runs could not be followed everywhere (1 place)."),
            new Gains(List.of("GCC"), List.of(), List.of("/bin/sh"), 1, List.of(MARKUP)),
            List.of("The health check runs " + MARKUP + ": the runtime image needs it.")),
        List.of(
            new Projection(
                "trim",
                new Range(200, 210, 220),
                Range.exactly(600),
                new Range(110, 120, 130),
                Range.exactly(300)),
            new Projection(
                "runtime-base",
                new Range(150, 160, 170),
                new Range(400, 450, 500),
                new Range(160, 170, 180),
                new Range(400, 450, 500),
                Optional.of("debian:bookworm-slim"),
                List.of("its size is that of 2026-08-04"))),
        List.of("/run.sh" + CONTROLS + " runs a command that it works out itself."),
        Optional.of(refactoring()));
  }

  private static Refactoring refactoring() {
    return new Refactoring(
        "FROM debian:12 AS build\n\nFROM debian:12\n",
        "# syntax=docker/dockerfile:1\nFROM debian:12 AS build\n\nFROM debian:12\n",
        List.of(
            new Refactoring.PatchStep(
                "RUN apt-get install gcc " + CONTROLS, "RUN " + FORMULA, "Its lists go.")),
        List.of("the names in the build context"),
        List.of("Pin each FROM."),
        Optional.of("debian:12"),
        "debian:12");
  }

  public static Failed failed() {
    return new Failed(
        FORMULA,
        Optional.empty(),
        Optional.empty(),
        Labels.NONE,
        new Failure(Stage.LIST, FailureReason.INVALID_REFERENCE, "fleet.csv:7: " + MARKUP));
  }

  public static Skipped skipped() {
    return new Skipped(
        "registry.example.com/charts/shop:2",
        Optional.of(
            new ResolvedName(
                Optional.of("registry.example.com"),
                Optional.of("charts/shop"),
                Optional.of("2"),
                Optional.empty())),
        Optional.of(Platform.LINUX_AMD64),
        Labels.NONE,
        new Failure(Stage.RESOLVE, FailureReason.NOT_AN_IMAGE, RIGHT_TO_LEFT));
  }

  public static Digest digest(String content) {
    return Digest.sha256Of(content.getBytes(StandardCharsets.UTF_8));
  }

  private static Labels labels() {
    TreeMap<String, String> others = new TreeMap<>();
    others.put("costCentre", "-4711");
    others.put(MARKUP, COMMAND);
    return new Labels(
        Optional.of(FORMULA),
        Optional.of("shop"),
        Optional.empty(),
        Optional.of(12L),
        Optional.of(3000L),
        others);
  }

  private static Layer layer(int index, long compressed, boolean fromBase) {
    return new Layer(
        index,
        digest("blob" + index),
        new DiffId(digest("tar" + index)),
        "application/vnd.oci.image.layer.v1.tar+gzip",
        compressed,
        index == 0 ? 500 : 400,
        fromBase ? Optional.empty() : Optional.of("RUN echo " + CONTROLS),
        fromBase,
        fromBase ? 0 : 120,
        fromBase ? 40 : 0);
  }

  private static ListedDuplicates duplicates() {
    return new ListedDuplicates(
        90,
        40,
        80,
        35,
        List.of(
            new ListedDuplicates.Group(
                Duplicate.Cause.SENT_AGAIN,
                7,
                new FoundPaths(1, List.of("/app/" + RIGHT_TO_LEFT)),
                80,
                35,
                List.of(0, 1),
                Optional.of("RUN echo " + CONTROLS),
                MARKUP),
            new ListedDuplicates.Group(
                Duplicate.Cause.COPY,
                1,
                new FoundPaths(2, List.of(COMMAND, FORMULA)),
                10,
                5,
                List.of(0),
                Optional.empty(),
                "The same content lies in several places.")),
        2);
  }

  private static ListedPackage installed() {
    return new ListedPackage(
        "deb",
        "gcc-12",
        Optional.of("12.2.0-14"),
        Optional.of("pkg:deb/debian/gcc-12@12.2.0-14"),
        Optional.empty(),
        Optional.of(true),
        Optional.empty(),
        31,
        250,
        100,
        Optional.of(1));
  }

  private static ListedPackage library() {
    return new ListedPackage(
        "npm",
        FORMULA,
        Optional.empty(),
        Optional.empty(),
        Optional.of(MARKUP),
        Optional.empty(),
        Optional.of("/app/" + RIGHT_TO_LEFT),
        0,
        0,
        0,
        Optional.empty());
  }

  /** A base whose layers prove it. */
  public static Base proved(String name, int layers) {
    return new Base(
        Optional.of(name),
        Optional.of(Confidence.HIGH),
        Optional.empty(),
        Optional.empty(),
        Optional.of(BaseEvidence.PROVED),
        layers,
        List.of(
            new BasePart(
                name, Optional.empty(), BaseEvidence.PROVED, layers, layers, layers, List.of())));
  }

  private static Finding compiler() {
    return new Finding(
        "gcc",
        Kind.COMPILER,
        "GCC C compiler",
        Optional.of("+12.2.0"),
        Optional.of("pkg:deb/debian/gcc-12@12.2.0-14"),
        Optional.of("gcc-12 12.2.0-14"),
        List.of("/usr/bin/gcc-12"),
        new FoundPaths(31, List.of("/usr/bin/gcc-12", "/usr/lib/gcc")),
        250,
        100,
        List.of(1),
        Optional.of("RUN echo " + CONTROLS),
        false,
        "Nothing that runs links to it.",
        Confidence.HIGH,
        false,
        Optional.empty());
  }

  private static Finding cache() {
    return new Finding(
        "apt-lists",
        Kind.PACKAGE_CACHE,
        COMMAND,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new FoundPaths(1, List.of(RIGHT_TO_LEFT)),
        50,
        20,
        List.of(),
        Optional.empty(),
        true,
        MARKUP,
        Confidence.LOW,
        true,
        Optional.of(FORMULA));
  }

  public static List<AuditOutcome> all() {
    return List.of(audited(), failed(), skipped());
  }
}
