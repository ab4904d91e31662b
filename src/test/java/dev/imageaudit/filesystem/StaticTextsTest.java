package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StaticTextsTest {
  private static StaticTexts of(String texts, long sizeBytes, boolean isGo) {
    byte[] bytes = texts.getBytes(StandardCharsets.ISO_8859_1);
    FileParts parts = new FileParts();
    parts.addComplete(0, bytes, bytes.length);
    return StaticTexts.of(parts, sizeBytes, isGo);
  }

  private static StaticTexts of(String texts) {
    return of(texts, texts.length(), false);
  }

  @Test
  void aProgramThatNamesNoPlaceAsksForNothing() {
    assertThat(of("usage: count WORD...\0")).isEqualTo(new StaticTexts(false, false, false));
  }

  @Test
  void aProgramThatNamesThePlacesAsksForWhatIsThere() {
    assertThat(of("\0/etc/ssl/certs\0").asksCertificates()).isTrue();
    assertThat(of("\0/usr/share/zoneinfo\0").asksTimeZones()).isTrue();
  }

  @Test
  void aProgramOfGoAsksForZonesOnlyWhereItLoadsOne() {
    String zones = "/usr/share/zoneinfo/";
    String loads = zones + " time.LoadLocation ";

    assertThat(of(zones, zones.length(), true).asksTimeZones()).isFalse();
    assertThat(of(loads, loads.length(), true).asksTimeZones()).isTrue();
  }

  @Test
  void aProgramOfGoMayStartOthersWhereItHoldsWhatDoes() {
    String starts = "os/exec.(*Cmd).Start";

    assertThat(of(starts, starts.length(), true).startsPrograms()).isTrue();
    assertThat(of(starts, starts.length(), false).startsPrograms()).isFalse();
    assertThat(of("os.Exit", 7, true).startsPrograms()).isFalse();
  }

  @Test
  void aProgramThatIsNotWhollyAtHandMayAskForAnything() {
    assertThat(of("usage", 6, false)).isEqualTo(StaticTexts.UNKNOWN);
  }
}
