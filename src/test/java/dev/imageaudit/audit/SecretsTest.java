package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.report.JsonReport;
import dev.imageaudit.report.ReportFiles;
import dev.imageaudit.report.WorkbookReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are found wherever a build leaves them, and no report shows them. */
class SecretsTest {
  private static final KnowledgeBase KNOWLEDGE = KnowledgeBase.load();
  private static final SecretScanner SCANNER = SecretScanner.load();

  /** What no report may hold. */
  private static final List<String> SECRETS =
      List.of("qz81mfk20slw", "kd83jQxW", "hz7Kq1pX", "zu5Rt9Lm", "b3BlbnNzaC1rZXk");

  @TempDir private Path directory;

  private final FakeImages images =
      new FakeImages()
          .add(
              "registry.test/leaky:1",
              FakeImages.layer(
                  new TarBuilder()
                      .file("root/.npmrc", "//r.internal/:_authToken=qz81mfk20slw\n")
                      .file("app/.env", "DB_PASSWORD=kd83jQxW\n")
                      .file("app/.env.example", "DB_PASSWORD=changeme\n"),
                  "COPY . /"),
              FakeImages.layer(
                  new TarBuilder()
                      .file(
                          "root/.ssh/id_ed25519",
                          "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5v\n"),
                  "RUN API_TOKEN=hz7Kq1pX make"),
              FakeImages.layer(
                  new TarBuilder().file("app/late", ""),
                  "RUN |1 API_TOKEN=hz7Kq1pX /bin/sh -c ./fill kd83jQxW"),
              FakeImages.layer(
                  new TarBuilder().whiteout("root/.ssh/id_ed25519").whiteout("root/.npmrc"),
                  "RUN rm ~/.npmrc && curl -u ci https://ci:zu5Rt9Lm@git.internal"));

  private FleetAudit run() throws IOException {
    return new FleetRun(
            images,
            new ImageAuditor(new Detector(KNOWLEDGE), SCANNER, BaseImages.none()),
            new FleetRun.Settings(
                2,
                PlatformSelector.parse("linux/amd64"),
                AuditRules.captureRules(KNOWLEDGE, SCANNER),
                KnownBases.NONE,
                new FleetAudit.Tool("image-audit", "test")),
            FleetEvents.NONE,
            Clock.systemUTC())
        .run(images.targets(), List.of());
  }

  @Test
  void secretsAreFoundWithPathLayerAndKindAlsoWhereALaterLayerDeletesThem() throws IOException {
    try (FleetAudit fleet = run()) {
      ImageAudit image = (ImageAudit) fleet.outcomes().iterator().next();

      assertThat(image.findings())
          .filteredOn(f -> f.kind() == Kind.SECRET)
          .extracting(
              ImageAudit.Finding::rule, f -> f.evidence().get(0), ImageAudit.Finding::layers)
          .contains(
              tuple("npmrc", "/root/.npmrc (deleted by layer 3)", List.of(0)),
              tuple("environment-file", "/app/.env", List.of(0)),
              tuple("private-key-file", "/root/.ssh/id_ed25519 (deleted by layer 3)", List.of(1)),
              tuple("named-secret", "step 1 of the history", List.of(1)),
              tuple("url-password", "step 3 of the history", List.of(3)))
          .noneMatch(found -> found.toString().contains("example"));
      assertThat(image.findings())
          .filteredOn(f -> f.rule().equals("named-secret"))
          .extracting(ImageAudit.Finding::evidence)
          .containsExactly(List.of("step 1 of the history", "step 2 of the history"));
      assertThat(image.layers().get(1).instruction()).contains("RUN API_TOKEN=*** make");
    }
  }

  @Test
  void noReportHoldsASecret() throws IOException {
    try (FleetAudit fleet = run()) {
      List<Path> reports =
          ReportFiles.in(directory)
              .write(fleet, List.of(WorkbookReport.create(), new JsonReport()));

      assertThat(reports).hasSize(2);
      for (Path report : reports) {
        assertThat(text(report)).contains("id_ed25519").doesNotContain(SECRETS);
      }
    }
  }

  /** What is in a file, unzipped. */
  private static String text(Path file) throws IOException {
    if (!file.toString().endsWith(".xlsx")) {
      return Files.readString(file);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          in.transferTo(text);
        }
      }
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
