package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.closure.ClosureCapture;
import dev.imageaudit.closure.ClosureFinder;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.packages.PackageInventory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On which published base an image would stand is decided by facts. */
class RuntimeBaseProjectionTest {
  private static final CaptureRules RULES =
      new CaptureRules(
          Stream.concat(
                  ClosureCapture.keeps().stream(),
                  Stream.of(new CaptureRules.Keep(PathPattern.of("/etc/os-release"), 1000)))
              .toList(),
          List.of(),
          "test");

  private static final BaseImages BASES =
      BaseImages.none()
          .with(
              "bases.csv",
              """
              image,tag,platform,compressed_bytes,uncompressed_bytes,role,ecosystem,libc,date
              gcr.io/distroless/static-debian12,latest,,700000,2000000,runtime,os-static,none,2026-01-01
              gcr.io/distroless/base-debian12,latest,,8000000,20000000,runtime,os-glibc,glibc,2026-01-01
              debian,bookworm-slim,,28000000,75000000,runtime,os-glibc,glibc,2026-01-01
              alpine,3.24,,3800000,8000000,runtime,os-musl,musl,2026-01-01
              node,22-bookworm-slim,,80000000,220000000,runtime,node,glibc,2026-01-01
              node,22-bookworm,,400000000,1100000000,build,node,glibc,2026-01-01
              """);

  private static RootFixture debian(String version) {
    return new RootFixture()
        .file("/etc/os-release", "ID=debian\nVERSION_ID=\"" + version + "\"\n")
        .elf("/lib/libc.so.6", "libc");
  }

  private static Subject subject(
      RootFixture fixture, int baseLayers, List<String> argv, List<String> env, Finding... found) {
    RootFilesystem root = fixture.build(RULES);
    ImageConfig config =
        new ImageConfig(
            Optional.empty(),
            Platform.LINUX_AMD64,
            argv,
            List.of(),
            env,
            "/",
            "",
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    RuntimeClosure closure = ClosureFinder.find(root, config);
    return new Subject(
        List.of("shop/api"),
        config,
        root,
        Collections.nCopies(root.layers().size(), Optional.empty()),
        baseLayers,
        PackageInventory.EMPTY,
        closure,
        Residues.of(root, List.of(found), closure));
  }

  private static Optional<ProjectedImage> projected(Subject subject) {
    return Projections.of(subject, BASES).runtimeBase();
  }

  private static Optional<String> base(Subject subject) {
    return projected(subject).flatMap(ProjectedImage::base);
  }

  @Test
  void aStaticProgramStandsOnABaseWithoutACLibrary() {
    Subject subject =
        subject(
            debian("12").layer().elf("/app/serve", "static"), 0, List.of("/app/serve"), List.of());

    assertThat(base(subject)).contains("gcr.io/distroless/static-debian12:latest");
  }

  @Test
  void aProgramOfGlibcStandsOnTheSmallestBaseThatHasItsGlibc() {
    RootFixture image =
        debian("12").elf("/usr/bin/cc", "cc").layer().elf("/app/serve", "x", "libc.so.6");
    Finding compiler = BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc");

    Optional<ProjectedImage> projected =
        projected(subject(image, 1, List.of("/app/serve"), List.of(), compiler));

    assertThat(projected.flatMap(ProjectedImage::base))
        .contains("gcr.io/distroless/base-debian12:latest");
    ProjectedLayer.Fresh layer = (ProjectedLayer.Fresh) projected.orElseThrow().layers().get(0);
    assertThat(layer.files())
        .extracting(RootFile::path)
        .contains("/app/serve")
        .doesNotContain("/lib/libc.so.6");
  }

  @Test
  void aScriptStandsOnABaseWithAShell() {
    RootFixture image =
        debian("12")
            .elf("/usr/bin/cc", "cc")
            .elf("/bin/sh", "sh", "libc.so.6")
            .layer()
            .script("/app/start", "#!/bin/sh\necho hello\n");
    Finding compiler = BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc");

    assertThat(base(subject(image, 1, List.of("/app/start"), List.of(), compiler)))
        .contains("debian:bookworm-slim");
  }

  @Test
  void anOlderGlibcDoesNotFit() {
    RootFixture image =
        debian("13").elf("/usr/bin/cc", "cc").layer().elf("/app/serve", "x", "libc.so.6");
    Finding compiler = BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc");

    assertThat(projected(subject(image, 1, List.of("/app/serve"), List.of(), compiler))).isEmpty();
  }

  @Test
  void aLanguagesRuntimeFitsInItsVersionOnly() {
    RootFixture image =
        debian("12")
            .elf("/usr/bin/cc", "cc")
            .elf("/usr/local/bin/node", "node", "libc.so.6")
            .layer()
            .file("/app/index.js", "console.log(1)");
    Finding compiler = BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc");
    List<String> argv = List.of("/usr/local/bin/node", "/app/index.js");

    assertThat(base(subject(image, 1, argv, List.of("NODE_VERSION=22.11.0"), compiler)))
        .contains("node:22-bookworm-slim");
    assertThat(base(subject(image, 1, argv, List.of("NODE_VERSION=20.1.0"), compiler)))
        .contains("debian:bookworm-slim");
    assertThat(base(subject(image, 1, argv, List.of(), compiler))).contains("debian:bookworm-slim");
  }

  @Test
  void theOwnBaseStaysWhereItHasTheRuntimeAndNoTools() {
    RootFixture image =
        debian("12")
            .elf("/usr/local/bin/node", "node", "libc.so.6")
            .layer()
            .file("/app/index.js", "console.log(1)");
    List<String> argv = List.of("/usr/local/bin/node", "/app/index.js");

    ProjectedImage projected =
        projected(subject(image, 1, argv, List.of("NODE_VERSION=22.11.0"))).orElseThrow();

    assertThat(projected.base()).isEmpty();
    assertThat(projected.layers().get(0)).isEqualTo(new ProjectedLayer.Original(0));
    assertThat(((ProjectedLayer.Fresh) projected.layers().get(1)).files())
        .extracting(RootFile::path)
        .contains("/app/index.js")
        .doesNotContain("/usr/local/bin/node");
  }

  /** A server with pages and a configuration of its own over those that came with it. */
  private static RootFixture pages() {
    return debian("12")
        .elf("/usr/bin/cc", "cc")
        .elf("/usr/sbin/nginx", "nginx", "libc.so.6")
        .file("/etc/nginx/nginx.conf", "as installed")
        .file("/etc/nginx/mime.types", "text/html html;")
        .file("/usr/share/nginx/html/index.html", "Welcome")
        .layer()
        .file("/etc/nginx/nginx.conf", "our own")
        .file("/usr/share/nginx/html/index.html", "Our page");
  }

  private static List<String> filesOfItsOwn(ProjectedImage image) {
    return image.layers().stream()
        .filter(ProjectedLayer.Fresh.class::isInstance)
        .flatMap(layer -> ((ProjectedLayer.Fresh) layer).files().stream())
        .filter(RootFile::isRegular)
        .map(RootFile::path)
        .toList();
  }

  @Test
  void whatTheImageItselfChangedIsNotWhatTheBaseBrings() {
    Finding compiler = BookkeeperTest.finding(Kind.COMPILER, "/usr/bin/cc");
    BaseImages servers =
        BaseImages.none()
            .with(
                "bases.csv",
                """
                image,compressed_bytes,uncompressed_bytes,ecosystem,libc,date
                nginx:1-alpine,5300000,13000000,static-web,musl,2026-01-01
                """);

    ProjectedImage projected =
        Projections.of(subject(pages(), 0, List.of("nginx"), List.of(), compiler), servers)
            .runtimeBase()
            .orElseThrow();

    assertThat(projected.base()).contains("nginx:1-alpine");
    assertThat(filesOfItsOwn(projected))
        .containsExactly("/etc/nginx/nginx.conf", "/usr/share/nginx/html/index.html");
  }

  @Test
  void toABaseThatWasReadIsAddedWhatItLacksOrHasOtherwise() {
    RootFilesystem base =
        debian("12")
            .elf("/usr/sbin/nginx", "nginx", "libc.so.6")
            .file("/etc/nginx/nginx.conf", "as installed")
            .file("/usr/share/nginx/html/index.html", "Welcome")
            .build(RULES);
    Subject subject = subject(pages(), 0, List.of("nginx"), List.of());

    ProjectedImage projected =
        Projections.of(subject, BASES).on(subject, "example.com/nginx:1", base).orElseThrow();

    assertThat(projected.base()).contains("example.com/nginx:1");
    assertThat(filesOfItsOwn(projected))
        .contains("/etc/nginx/nginx.conf", "/usr/share/nginx/html/index.html")
        .doesNotContain("/usr/sbin/nginx", "/lib/libc.so.6");
    long baseBytes = base.layers().stream().mapToLong(layer -> layer.streamBytes()).sum();
    assertThat(projected.projection().uncompressedBytes().expected()).isGreaterThan(baseBytes);
  }
}
