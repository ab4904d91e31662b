package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FakeOutcomes;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.HostileFleet;
import dev.imageaudit.report.FakeShop;
import dev.imageaudit.report.PageReport;
import dev.imageaudit.report.ReportFiles;
import dev.imageaudit.report.RunHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser. */
class PageIT {
  private static final String API = "registry.example.com/shop/api:2.0";
  private static final String FIRST_ROW =
      "document.querySelector('table.images tbody a').textContent";
  private static final String ROWS = "document.querySelectorAll('table.images tbody tr').length";
  private static final String TITLE = "document.querySelector('h1').textContent";
  private static final String TILES = "document.querySelectorAll('.map button').length";

  @TempDir static Path directory;
  private static Browser browser;
  private static String shop;

  @BeforeAll
  static void start() throws IOException {
    Browser.require();
    shop = write("shop", FakeShop.fleet(30, 6));
    browser = Browser.start(directory.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Whatever a test does: nothing is logged, and nothing leaves the page. */
  @AfterEach
  void nothingWentWrongAndNothingLeftThePage() {
    assertThat(
            browser.told("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"))
        .isEmpty();
    assertThat(browser.requests()).allMatch(url -> url.startsWith("file:") || url.equals("data:,"));
  }

  private static String write(String name, FleetAudit fleet) throws IOException {
    return write(name, fleet, PageReport.create());
  }

  private static String write(String name, FleetAudit fleet, PageReport report) throws IOException {
    return ReportFiles.in(directory.resolve(name))
        .write(fleet, List.of(report))
        .get(0)
        .toUri()
        .toString();
  }

  @Test
  void theTableIsSortedByWhatItsHeadsSay() {
    browser.open(shop);
    assertThat(browser.text(FIRST_ROW)).isEqualTo(API);

    browser.click("th.c-saved button");
    assertThat(browser.text(FIRST_ROW)).isEqualTo("registry.example.com/shop/mail-29:2.29");
    assertThat(browser.text("document.querySelector('th.c-saved').getAttribute('aria-sort')"))
        .isEqualTo("ascending");

    browser.click("th.c-reference button");
    assertThat(browser.text(FIRST_ROW)).isEqualTo("registry.example.com/shop/admin-21:2.21");
    assertThat(browser.text("location.hash")).isEqualTo("#sort=reference");
  }

  @Test
  void searchingFindsNamesOwnersAndFindings() {
    browser.open(shop);

    browser.press("/");
    browser.type("gcc TEAM-search");
    browser.await(ROWS + " === 8");

    assertThat(browser.text("location.hash")).isEqualTo("#q=gcc%20TEAM-search");
    browser.press("Escape");
    browser.await(ROWS + " === 30");
  }

  @Test
  void theBestOrderLeadsToItsImagesAndABaseToThoseBuiltOnIt() {
    browser.open(shop);
    assertThat(browser.text("document.querySelector('.order tbody th a').textContent"))
        .isEqualTo(API);
    assertThat(browser.text("document.querySelector('.order').closest('section').textContent"))
        .contains("% of the saving");

    browser.click(".bases tbody button");
    browser.await("location.hash.startsWith('#q=')");
    assertThat(browser.evaluate(ROWS).asInt()).isEqualTo(30);

    browser.click(".order tbody th a");
    browser.await(TITLE + " === '" + API + "'");
  }

  @Test
  void theTrendIsDrawnWhereThereIsAHistory() throws IOException {
    browser.open(shop);
    assertThat(browser.evaluate("document.querySelectorAll('.trend').length").asInt()).isZero();

    List<RunHistory.Figures> history =
        List.of(
            new RunHistory.Figures(
                Instant.parse("2026-09-01T08:00:00Z"), 28, 20, 4_000_000_000L, 1),
            new RunHistory.Figures(
                Instant.parse("2026-10-01T08:00:00Z"), 29, 19, 3_000_000_000L, 1));
    browser.open(write("trend", FakeShop.fleet(30, 6), PageReport.create().since(history)));

    assertThat(browser.evaluate("document.querySelectorAll('circle.t-size').length").asInt())
        .isEqualTo(3);
    assertThat(browser.text("document.querySelector('.trend').getAttribute('aria-label')"))
        .contains("since 2026-09-01");
    assertThat(browser.text("document.querySelector('.runs tbody').textContent"))
        .contains("4.0\u00a0GB", "3.0\u00a0GB");
  }

  @Test
  void aLinkLeadsToAnImageAndASearch() {
    browser.open(shop + "#image=" + API);
    assertThat(browser.text(TITLE)).isEqualTo(API);

    browser.open(shop + "#q=checkout");
    assertThat(browser.text(ROWS)).isEqualTo("3");

    browser.open(shop + "#image=registry.example.com/no/such:1");
    assertThat(browser.text(TITLE)).isEqualTo("Not in this report");
  }

  @Test
  void keysOpenAnImageAndLeadBack() {
    browser.open(shop);

    browser.press("j");
    browser.press("j");
    browser.press("k");
    browser.press("Enter");
    browser.await(TITLE + " === '" + API + "'");

    browser.press("Escape");
    browser.await(TITLE + " === 'The fleet'");
  }

  @Test
  void theMapZoomsInAndOutAndTheAddressFollows() {
    browser.open(shop + "#image=" + API);
    browser.await(TILES + " > 60");
    int all = browser.evaluate(TILES).asInt();

    browser.evaluate(
        "document.querySelector('.map button[aria-label*=\"/srv/shop/part-3\"]').click()");
    browser.await(TILES + " < " + all);
    assertThat(browser.text("document.querySelector('.trail').textContent"))
        .contains("Application", "part-3");
    assertThat(browser.text("decodeURIComponent(location.hash)")).contains("zoom=/application/");

    browser.press("ArrowRight");
    assertThat(browser.text("document.querySelector('.line').textContent"))
        .contains("of the image");
    browser.press("Escape");
    browser.press("Escape");
    browser.press("Escape");
    browser.await(TILES + " === " + all);
    assertThat(browser.text(TITLE)).isEqualTo(API);
  }

  @Test
  void theAddressOfAZoomedMapShowsItZoomed() {
    browser.open(shop + "#image=" + API + "&zoom=/application/srv/shop/part-3");

    browser.await(
        "document.querySelector('.trail [aria-current]')?.textContent.startsWith('part-3')");
  }

  @Test
  void theMapsTilesFillIt() {
    browser.open(shop + "#image=" + API + "&by=path");
    browser.await(TILES + " > 60");

    double filled =
        browser
            .evaluate(
                "[...document.querySelectorAll('.map .tile-full')].reduce((a, t) => a + t.offsetWidth * t.offsetHeight, 0)"
                    + " / (document.querySelector('.map').clientWidth * document.querySelector('.map').clientHeight)")
            .asDouble();

    assertThat(filled).isBetween(0.7, 1.02);
  }

  @Test
  void theDockerfileIsCopiedAsItIs() throws IOException {
    String page = write("dockerfile", FakeFleet.hostile());
    browser.send(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    browser.open(page + "#image=" + FakeOutcomes.audited().reference());

    browser.click(".copy");
    browser.await("document.querySelector('.copy').textContent === 'Copied'");

    assertThat(browser.text("navigator.clipboard.readText()"))
        .isEqualTo(FakeOutcomes.audited().refactoring().orElseThrow().dockerfile());
  }

  @Test
  void itIsDarkWhereTheSystemIsAndWhereAskedTo() {
    String colour = "getComputedStyle(document.body).backgroundColor";
    browser.open(shop);
    String light = browser.text(colour);

    emulate("prefers-color-scheme", "dark");
    assertThat(browser.text(colour)).isNotEqualTo(light);

    browser.press("t");
    assertThat(browser.text(colour)).isEqualTo(light);
    emulate("prefers-color-scheme", "");
  }

  private static void emulate(String feature, String value) {
    browser.send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  @Test
  void onPaperThereAreNoButtons() {
    browser.open(shop);

    browser.send("Emulation.setEmulatedMedia", Map.of("media", "print"));

    assertThat(browser.text("getComputedStyle(document.querySelector('.tools')).display"))
        .isEqualTo("none");
    browser.send("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  @Test
  void everythingThatCanBePressedHasAName() {
    for (String hash : List.of("", "#image=" + API)) {
      browser.open(shop + hash);
      browser.await("document.querySelectorAll('.panel').length > 3");

      assertThat(browser.send("Accessibility.getFullAXTree", Map.of()).get("nodes"))
          .filteredOn(
              node ->
                  List.of("button", "link", "searchbox", "table", "image", "dialog")
                      .contains(node.at("/role/value").asText()))
          .isNotEmpty()
          .allMatch(node -> !node.at("/name/value").asText().isBlank());
    }
  }

  @Test
  void whatAHostileImageIsCalledIsShownAndNotObeyed() throws IOException {
    String page;
    try (FleetAudit fleet = HostileFleet.audit()) {
      page = write("hostile", fleet);
    }

    browser.open(page + "#image=registry.test/hostile:1");
    browser.await("document.querySelectorAll('table.findings').length === 1");

    assertThat(
            browser
                .evaluate("document.querySelectorAll('main script, main img, main iframe').length")
                .asInt())
        .isZero();
    assertThat(browser.text("document.querySelector('table.findings').textContent"))
        .contains("\\u202e", "\\u001b");
    browser.open(page);
    assertThat(browser.evaluate(ROWS).asInt()).isEqualTo(HostileFleet.references().size() + 1);
  }

  @Test
  void theDetailsOfALargeFleetAreReadFromBesideThePage() throws IOException {
    String page = write("large", FakeShop.fleet(PageReport.MAX_IMAGES + 1, 1));

    browser.open(page);
    assertThat(browser.text("document.querySelector('.notice').textContent"))
        .contains("audit.html.d");
    browser.open(page + "#image=registry.example.com/shop/checkout-1000:2.1000");
    browser.open(page + "#image=" + API);
    browser.await("document.querySelectorAll('table.findings').length === 1");

    assertThat(browser.requests()).anyMatch(url -> url.endsWith("/audit.html.d/0000.js"));
  }
}
