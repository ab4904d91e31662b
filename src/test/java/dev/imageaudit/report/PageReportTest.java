package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import dev.imageaudit.audit.FleetAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageReportTest {
  private static final FakeFleet HOSTILE = FakeFleet.hostile();
  private static final FakeFleet LARGE = FakeShop.fleet(PageReport.MAX_IMAGES + 1, 1);

  private static String page(FleetAudit fleet) {
    return Written.text(PageReport.create(), fleet);
  }

  private static String first(String regex, String text) {
    Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).as(regex).isTrue();
    return matcher.group(1);
  }

  private static String hash(String text) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  @Test
  void theDataAreThoseOfTheJsonReportWithoutPackages() throws IOException {
    List<String> data = Pages.data(page(HOSTILE));

    JsonNode image = new ObjectMapper().readTree(data.get(1));
    String report = Written.text(new JsonReport(), HOSTILE);
    JsonNode expected = new ObjectMapper().readTree(report).at("/images/0");
    ((ObjectNode) expected).remove(List.of("packages", "packagesOmitted"));
    assertThat(image).isEqualTo(expected);
    assertThat(data).hasSize(4);
  }

  @Test
  void theOverviewHasARowForEachImage() throws IOException {
    JsonNode rows = new ObjectMapper().readTree(Pages.data(page(HOSTILE)).get(0)).get("images");

    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).get("savedBytes").asLong()).isEqualTo(120);
    assertThat(rows.get(0).get("accounts").get("compiler").asLong()).isEqualTo(120);
    assertThat(rows.get(0).get("packages").asInt()).isEqualTo(5);
    assertThat(rows.get(1).get("failure").asText()).isEqualTo("invalid-reference");
    assertThat(rows.get(1).get("reference").asText()).isEqualTo(FakeOutcomes.FORMULA);
  }

  @Test
  void theOverviewHasTheBestOrderAndTheBases() throws IOException {
    JsonNode fleet = overview(PageReport.create());
    JsonNode report = new ObjectMapper().readTree(Written.text(new JsonReport(), HOSTILE));

    assertThat(fleet.get("order")).isEqualTo(report.at("/savings/order"));
    assertThat(fleet.get("bases")).hasSameSizeAs(report.get("bases"));
    assertThat(fleet.at("/bases/0/name")).isEqualTo(report.at("/bases/0/name"));
    assertThat(fleet.at("/bases/0/images")).isEqualTo(report.at("/bases/0/images"));
    assertThat(fleet.get("basesOmitted").asInt()).isZero();
  }

  @Test
  void theTrendIsThatOfTheRunsBeforeAndThisOne() throws IOException {
    RunHistory.Figures before =
        new RunHistory.Figures(Instant.parse("2026-10-01T00:00:00Z"), 2, 1, 500, 200);

    JsonNode history = overview(PageReport.create().since(List.of(before))).get("history");

    assertThat(history).hasSize(2);
    assertThat(history.at("/0/started").asText()).isEqualTo("2026-10-01T00:00:00Z");
    assertThat(history.at("/0/compressedBytes").asLong()).isEqualTo(500);
    assertThat(history.at("/1/started").asText()).isEqualTo(FakeFleet.RUN.started().toString());
    assertThat(history.at("/1/savedCompressedBytes").asLong()).isEqualTo(120);
  }

  private static JsonNode overview(PageReport report) throws IOException {
    return new ObjectMapper().readTree(Pages.data(Written.text(report, HOSTILE)).get(0));
  }

  @Test
  void noTextOfAnImageBeginsOrEndsAnElement() {
    for (String data : Pages.data(page(HOSTILE))) {
      assertThat(data).doesNotContain("<", ">", "&", "\u2028", "\u2029", "\u202e");
    }
    assertThat(page(HOSTILE)).doesNotContain("alert('x')</script>");
  }

  @Test
  void thePolicyAllowsItsOwnScriptAndStyleAndNothingElse() throws Exception {
    String page = page(HOSTILE);

    assertThat(first("Content-Security-Policy\" content=\"([^\"]*)\"", page))
        .isEqualTo(
            "default-src 'none'; script-src %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'"
                .formatted(
                    hash(first("<script>(.*?)</script>", page)),
                    hash(first("<style>(.*?)</style>", page))));
  }

  @Test
  void nothingInItLeadsElsewhere() {
    String page = page(FakeShop.fleet(2, 2));

    assertThat(page).doesNotContainPattern("(?:https?:)?//[a-z][a-z0-9-]*\\.[a-z]");
    assertThat(page).doesNotContainPattern("(?:innerHTML|outerHTML|insertAdjacentHTML|eval\\()");
  }

  @Test
  void theSameFleetGivesTheSameBytes() {
    assertThat(page(HOSTILE)).isEqualTo(page(HOSTILE));
  }

  @Test
  void aLargeFleetsDetailsLieBesideThePage(@TempDir Path directory) throws IOException {
    List<Path> written = ReportFiles.in(directory).write(LARGE, List.of(PageReport.create()));

    Path details = directory.resolve("audit.html.d");
    assertThat(written).containsExactly(directory.resolve("audit.html"), details);
    String page = Files.readString(written.get(0));
    assertThat(Pages.data(page)).hasSize(1);
    assertThat(page).contains("\"imagesPerFile\":50", " 'self' file:;");
    assertThat(details.resolve("0020.js")).content().startsWith("imageAuditDetails(20, [\n{");
    assertThat(details.resolve("0021.js")).doesNotExist();
  }

  @Test
  void whenTheFleetIsSmallAgainTheDetailsOfTheRunBeforeAreGone(@TempDir Path directory)
      throws IOException {
    ReportFiles files = ReportFiles.in(directory);
    files.write(LARGE, List.of(PageReport.create()));

    List<Path> written = files.write(HOSTILE, List.of(PageReport.create()));

    assertThat(written).containsExactly(directory.resolve("audit.html"));
    assertThat(directory.resolve("audit.html.d")).doesNotExist();
  }

  @Test
  void aWholePageHasAllDetailsInIt() {
    Map<String, byte[]> files = Written.files(PageReport.whole(), LARGE);

    assertThat(Pages.data(new String(files.values().iterator().next(), UTF_8))).hasSize(1_002);
  }

  @Test
  void aThousandImagesFitIntoAMail() {
    byte[] page =
        Written.files(PageReport.create(), FakeShop.fleet(PageReport.MAX_IMAGES, 20))
            .values()
            .iterator()
            .next();

    assertThat(page.length).isLessThan(25_000_000);
  }
}
