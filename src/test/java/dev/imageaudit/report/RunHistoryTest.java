package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.audit.FakeFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {
  private static final Instant LATER = FakeFleet.RUN.started().plusSeconds(1);

  @TempDir private Path directory;

  @Test
  void aRunIsASmallFileNamedAfterItsStart() throws IOException {
    Path file = RunHistory.in(directory).add(FakeFleet.hostile());

    assertThat(file).hasFileName("run-20261124T080000.000Z.json");
    assertThat(Files.size(file)).isLessThan(2000);
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void theLastRunIsTheOneBeforeThisOne() throws IOException {
    RunHistory history = RunHistory.in(directory);
    history.add(FakeFleet.hostile());

    assertThat(history.lastBefore(FakeFleet.RUN.started())).isEmpty();
    JsonNode last = history.lastBefore(LATER).orElseThrow();
    assertThat(last.at("/fleet/compressedBytes").asLong()).isEqualTo(330);
    assertThat(last.at("/findings/compiler/compressedBytes").asLong()).isEqualTo(100);
    assertThat(last.at("/findings/package-cache").isMissingNode()).isTrue();
  }

  @Test
  void whatIsNoRunIsPassedOver() throws IOException {
    RunHistory history = RunHistory.in(directory);
    history.add(FakeFleet.hostile());
    Files.writeString(directory.resolve("run-20261124T080000.500Z.json"), "{broken");
    Files.writeString(directory.resolve("notes.json"), "{}");

    assertThat(history.lastBefore(LATER)).isPresent();
  }
}
