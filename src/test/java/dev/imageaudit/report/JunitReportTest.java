package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FakeFleet;
import org.junit.jupiter.api.Test;

class JunitReportTest {
  private static final String XML = Written.text(new JunitReport(), FakeFleet.hostile());

  @Test
  void theSuiteCountsItsCases() {
    assertThat(XML)
        .contains("<testsuite name=\"image-audit\" tests=\"3\" failures=\"1\" errors=\"1\"")
        .contains("skipped=\"1\" timestamp=\"2026-11-24T08:00:00\"");
  }

  @Test
  void aCandidateFailsAndSaysWhatToDoAndWhatThatSaves() {
    assertThat(XML)
        .contains(
            "<testcase name=\"registry.example.com/shop/api:1.4 linux/arm64/v8\""
                + " classname=\"registry.example.com/shop/api\">"
                + "<failure type=\"refactor\" message=\"Build in a stage of its own: GCC goes.\">"
                + "saved: 120 of 330 compressed bytes\n"
                + "compiler: GCC C compiler +12.2.0, 100 compressed bytes,"
                + " at /usr/bin/gcc-12, /usr/lib/gcc\n</failure>");
  }

  @Test
  void whatCouldNotBeAuditedIsAnErrorAndWhatIsNoImageIsSkipped() {
    assertThat(XML)
        .contains("<error type=\"invalid-reference\" message=\"fleet.csv:7: &lt;script")
        .contains("<skipped type=\"not-an-image\" message=\"שלום \\u202egnp.exe\">");
  }
}
