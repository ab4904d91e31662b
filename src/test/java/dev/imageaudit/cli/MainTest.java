package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  private ExitCode run(boolean isInteractive, String... arguments) {
    environment.put("HOME", directory.toString());
    return new Main(
            new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                isInteractive))
        .run(arguments);
  }

  private ExitCode run(String... arguments) {
    return run(false, arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void helpExplainsTheProgramAndEachCommand() {
    assertThat(run("--help")).isEqualTo(ExitCode.COMPLETE);
    assertThat(out()).contains("usage: image-audit COMMAND").contains("audit");

    assertThat(run("audit", "--help")).isEqualTo(ExitCode.COMPLETE);
    assertThat(out())
        .contains("--images <FILE>")
        .contains("docker-daemon:REF")
        .contains("Exit codes");
    assertThat(err()).isEmpty();
  }

  @Test
  void rulesAreListedShownAndTried() throws IOException {
    assertThat(run("rules", "list")).isEqualTo(ExitCode.COMPLETE);
    assertThat(out()).contains("go-sdk  ").contains("sdk ");
    assertThat(run("rules", "show", "go-sdk")).isEqualTo(ExitCode.COMPLETE);
    assertThat(out()).contains("- id: go-sdk\n");
    assertThat(run("rules", "show", "no-such")).isEqualTo(ExitCode.NOT_DONE);

    Path rules = directory.resolve("own.yaml");
    Files.writeString(
        rules,
        """
        - id: our-certificates
          name: Certificates that should be mounted
          kind: temporary
          ecosystem: ours
          source: our wiki
          signs:
            - all: [{path: ca-certificates.crt, content: 'BEGIN CERTIFICATE'}]
          paths: ['ca-certificates.crt']
        """);
    out.reset();
    assertThat(run("rules", "test", rules.toString(), "sample-images/distroless"))
        .isEqualTo(ExitCode.COMPLETE);
    assertThat(out())
        .startsWith("our-certificates: Certificates that should be mounted (no version), ")
        .contains("/etc/ssl/certs/ca-certificates.crt");
    assertThat(run("rules", "test", rules.toString(), "sample-images/go-multistage"))
        .isEqualTo(ExitCode.IMAGES_FAILED);
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(run("--version")).isEqualTo(ExitCode.COMPLETE);
    assertThat(out()).matches("image-audit \\S+ on Java \\S+\\R");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frobnicate | there is no command frobnicate",
        "audit | there is nothing to audit",
        "audit --jobs none a | --jobs takes a whole number from 1 on, not none",
        "audit --bases no-such.csv a | --bases: there is no file no-such.csv",
        "audit --latest 0 a | --latest takes a whole number from 1 on, not 0",
        "audit --platform windows a | --platform: a platform is os/architecture[/variant]",
        "audit --quiet --verbose a | --quiet and --verbose exclude each other",
        "audit --ca /nonexistent/ca.pem a | --ca: /nonexistent/ca.pem cannot be read",
        "audit --baseline pom.xml a | --baseline takes --policy",
        "prove --projection trim --base b a | --base goes with --projection runtime-base",
        "audit --policy pom.xml a | pom.xml:1: ",
        "audit --frob a | Unrecognized option: --frob",
        "audit --images /nonexistent/list | the list /nonexistent/list cannot be read: there is no"
            + " such file",
        "audit --template pom.xml a | --template: ",
        "audit --format jsn a | --format: there is no format jsn (did you mean json?); there are"
            + " json, xlsx, html, jsonl,",
        "audit --format json,,xlsx a | --format: there is no format ; there are json",
        "audit --output - a | --output - takes one --format, and one that is a single file",
        "audit --output - --format csv a | --output - takes one --format, and one that is a single"
            + " file",
        "audit --rules pom.xml a | pom.xml: document: is no list of rules",
        "audit --rules /nonexistent/r.yaml a | there is no file /nonexistent/r.yaml",
        "rules | rules takes: list"
      })
  void whatCannotBeBegunIsOneSentenceAndExitCodeTwo(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.NOT_DONE);
    assertThat(err()).startsWith("image-audit: ").contains(message).doesNotContain("\tat ");
    assertThat(out()).isEmpty();
  }

  @Test
  void aRunWithFailedImagesWritesItsReportsAndEndsWithExitCodeOne() {
    input = "oci:" + directory.resolve("absent") + "\nNOT A NAME\n";

    ExitCode exitCode =
        run("audit", "--images", "-", "--output", directory.resolve("out").toString());

    assertThat(exitCode).isEqualTo(ExitCode.IMAGES_FAILED);
    assertThat(out()).contains("Images     2, 0 audited, 2 failed").contains("audit.xlsx");
    assertThat(err())
        .contains("not-found: there is no directory")
        .contains("invalid-reference: standard input, line 2:");
    assertThat(directory.resolve("out/audit.json")).exists();
    assertThat(directory.resolve("out/audit.xlsx")).exists();
  }

  @Test
  void imagesThatBreakThePolicyAreSaidAndEndInExitCodeThree() throws IOException {
    Path policy = directory.resolve("policy.yaml");
    Files.writeString(policy, "rules:\n- name: lean\n  forbidKinds: sdk\n");
    String out = directory.resolve("out").toString();
    String[] audit = {
      "audit", "oci:sample-images/go-naive", "--output", out, "--policy", policy.toString()
    };

    assertThat(run(audit)).isEqualTo(ExitCode.POLICY_BROKEN);
    assertThat(err())
        .contains("policy: oci:sample-images/go-naive linux/amd64: lean (forbidKinds): sdk: Go SDK")
        .contains("stage of its own");
    assertThat(out()).contains("Policy     failed: 1 breach in 1 image");
    assertThat(directory.resolve("out/audit.json")).content().contains("\"gate\"");

    String[] again =
        Stream.concat(Stream.of(audit), Stream.of("--baseline", out)).toArray(String[]::new);
    assertThat(run(again)).isEqualTo(ExitCode.COMPLETE);
    assertThat(out()).contains("Policy     passed by 1 image, 1 known from the baseline");
  }

  @Test
  void onlyTheFormatsThatAreAskedForAreWritten() {
    Path reports = directory.resolve("out");

    run("audit", "--format", "jsonl,csv", "--output", reports.toString(), "oci:absent");

    assertThat(out()).contains("Reports    " + reports.resolve("csv")).contains("audit.jsonl");
    assertThat(reports.resolve("csv/images.csv")).content().contains("oci:absent");
    assertThat(reports.resolve("audit.jsonl")).content().contains("\"status\":\"failed\"");
    assertThat(reports.resolve("audit.json")).doesNotExist();
    assertThat(reports.resolve("audit.xlsx")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"json", "jsonl"})
  void oneReportCanBeAllThatIsPrinted(String format) {
    ExitCode exitCode = run("audit", "--format", format, "--output", "-", "oci:absent");

    assertThat(exitCode).isEqualTo(ExitCode.IMAGES_FAILED);
    assertThat(out()).startsWith("{").contains("oci:absent").endsWith("}\n");
  }

  @Test
  void quietSaysNothingButWhatFailed() {
    run(
        "audit",
        "--quiet",
        "--output",
        directory.resolve("out").toString(),
        "oci:" + directory.resolve("absent"));

    assertThat(out()).isEmpty();
    assertThat(err().lines()).hasSize(1);
  }

  @Test
  void coloursAreForTerminalsWhoseUserWantsThem() {
    String[] arguments = {
      "audit", "--no-progress", "--output", directory.resolve("out").toString(), "oci:absent"
    };
    run(true, arguments);
    assertThat(out()).contains("\u001b[31m1 failed\u001b[0m");

    out.reset();
    environment.put("NO_COLOR", "1");
    run(true, arguments);
    assertThat(out()).contains("1 failed").doesNotContain("\u001b");
  }

  @Test
  void aReportDirectoryThatCannotBeMadeEndsTheRun() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(run("audit", "--output", file.toString(), "a")).isEqualTo(ExitCode.NOT_DONE);
    assertThat(err()).contains("a file of that name is in the way");
  }

  @Test
  void whatATerminalWouldObeyIsWrittenOut() {
    assertThat(Terminal.printable("a\u001b[31m\n\u202eb\u2028é"))
        .isEqualTo("a\\u001b[31m\\u000a\\u202eb\\u2028é");
  }

  @Test
  void progressLinesSayWhatIsDoneAndWhatIsLeft() {
    assertThat(LineProgress.line(Duration.ofSeconds(90), 12, 40, "1.2 GB read"))
        .isEqualTo("00:01:30 12 of 40 images, 1.2 GB read, 00:03:30 left");
    assertThat(LineProgress.line(Duration.ofSeconds(15), 0, 0, "7 found"))
        .isEqualTo("00:00:15 looking for images, 7 found");
  }
}
