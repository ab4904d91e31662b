package dev.imageaudit.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FakeOutcomes;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.HostileFleet;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.report.VisibleText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShowCommandTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/imageaudit/cli/show.txt");
  private static final String REPORTS = "src/test/resources/dev/imageaudit/report/";
  private static final String IMAGE = "oci:sample-images/go-naive";

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();

  private ExitCode run(boolean isInteractive, String... arguments) {
    environment.put("HOME", directory.toString());
    return new Main(
            new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                isInteractive))
        .run(arguments);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private static String page(ImageAudit image, int columns) {
    Sheet sheet = new Sheet(columns);
    ImagePage.print(image, sheet, 15);
    return sheet.toText(false);
  }

  @Test
  void anImageIsShownAsTheGoldenFileHasIt() throws IOException {
    assertThat(page(FakeOutcomes.audited(), 80)).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void itSaysWhatIsThereWhyAndWhatToDo() {
    environment.put("COLUMNS", "120");

    assertThat(run(false, "show", IMAGE)).isEqualTo(ExitCode.COMPLETE);

    assertThat(out())
        .contains("refactor, effort: further-stage")
        .contains("Go SDK 1.19.8  sdk")
        .contains("Nothing that the entry point leads to needs it.")
        .contains("local/go ")
        .contains("(advised)")
        .contains("image-audit dockerfile " + IMAGE);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 72, 100, 300})
  void noLineIsWiderThanTheTerminal(int columns) {
    assertThat(page(FakeOutcomes.audited(), columns).lines())
        .allMatch(line -> line.length() <= Math.max(40, columns));
  }

  @ParameterizedTest
  @CsvSource({"audit-1.0.0.json, 200", "audit-1.1.0.json, 200", "audit.json, 200"})
  void imagesOfReportsOfEveryVersionAreShown(String report, int layerBytes) {
    assertThat(run(false, "show", "--report", REPORTS + report, "shop/api"))
        .isEqualTo(ExitCode.COMPLETE);

    assertThat(out())
        .startsWith("registry.example.com/shop/api:1.4")
        .contains("To pull    330 B in 2 layers")
        .contains("   0    " + layerBytes + " B")
        .contains("GCC C compiler");
  }

  @Test
  void anImageThatTheReportDoesNotHaveIsSaid() {
    assertThat(run(false, "show", "--report", REPORTS, "no\u001bsuch"))
        .isEqualTo(ExitCode.NOT_DONE);

    assertThat(err.toString(UTF_8)).contains("the report has no image no\\u001bsuch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": \"audited\", \"reference\": \"x\"}",
        "{\"status\": \"audited\", \"reference\": \"x\", \"layers\": 7}",
        "{\"status\": \"lost\", \"reference\": \"x\"}",
        "{\"reference\": \"x\"}"
      })
  void aDamagedReportIsSaid(String image) throws IOException {
    Path report = directory.resolve("audit.json");
    Files.writeString(report, "{\"schemaVersion\": \"1.9.0\", \"images\": [" + image + "]}");

    assertThat(run(false, "show", "--report", report.toString(), "x")).isEqualTo(ExitCode.NOT_DONE);

    assertThat(err.toString(UTF_8).strip())
        .isEqualTo(
            "image-audit: the report's entry of x is damaged, or a later version has written it");
  }

  @Test
  void whyAnImageCouldNotBeAuditedIsSaid() {
    assertThat(run(false, "show", "oci:absent")).isEqualTo(ExitCode.IMAGES_FAILED);

    assertThat(out()).contains("oci:absent").contains("not-found: there is no directory");
  }

  @Test
  void whatAnImageIsCalledIsWrittenOutAndWhole() {
    try (FleetAudit fleet = HostileFleet.audit()) {
      for (AuditOutcome outcome : fleet.outcomes()) {
        if (outcome instanceof ImageAudit image) {
          Sheet sheet = new Sheet(10_000);
          ImagePage.print(image, sheet, Integer.MAX_VALUE);
          String page = sheet.toText(false);

          assertThat(page.codePoints().filter(ShowCommandTest::isObeyed).toArray()).isEmpty();
          for (String path : HostileFleet.paths()) {
            assertThat(page.replaceAll("\\s", ""))
                .contains(VisibleText.of(path.replaceAll("\\s", "")));
          }
        }
      }
    }
  }

  private static boolean isObeyed(int point) {
    return point != '\n'
        && !VisibleText.of(Character.toString(point)).equals(Character.toString(point));
  }

  @Test
  void coloursAreForTerminalsWhoseUserWantsThem() {
    run(true, "show", "--no-pager", IMAGE);
    assertThat(out()).contains("\u001b[1mVerdict\u001b[0m");

    out.reset();
    environment.put("NO_COLOR", "1");
    run(true, "show", "--no-pager", IMAGE);
    assertThat(out()).contains("Verdict").doesNotContain("\u001b");
  }

  @Test
  void whatIsLongerThanTheTerminalIsPaged() throws IOException {
    assumeTrue(File.separatorChar == '/', "the pager is a shell's command");
    Path paged = directory.resolve("paged");
    environment.putAll(Map.of("PAGER", "cat > '" + paged + "'", "LINES", "30", "NO_COLOR", "1"));

    assertThat(run(true, "show", IMAGE)).isEqualTo(ExitCode.COMPLETE);

    assertThat(out()).isEmpty();
    assertThat(paged).content().startsWith(IMAGE + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "true, 9999, cat > /dev/null",
    "false, 30, cat > /dev/null",
    "true, 30, no-such-pager"
  })
  void whatNeedsNoPagerIsPrinted(boolean isInteractive, String lines, String pager) {
    assumeTrue(File.separatorChar == '/', "the pager is a shell's command");
    environment.putAll(Map.of("PAGER", pager, "LINES", lines));

    run(isInteractive, "show", IMAGE);

    assertThat(out()).contains("Verdict");
  }

  @Test
  void whereThereIsOnlyAsciiTheTreeIsDrawnInIt() {
    assertThat(Pager.drawable("├─ usr\n│  └─ lib… █", US_ASCII)).isEqualTo("|- usr\n|  `- lib~ #");
    assertThat(Pager.drawable("├─ usr", UTF_8)).isEqualTo("├─ usr");
  }
}
