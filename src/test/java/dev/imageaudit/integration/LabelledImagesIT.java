package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some of the detection benchmark's images; {@code mvn -Pdetection verify} builds all. */
class LabelledImagesIT {
  @TempDir private Path directory;

  @Test
  void whatIsInAnImageIsFoundWithItsVersionAndItsBytesAndNothingElseIs() throws IOException {
    TestMachine machine = TestMachine.require();

    assertThat(
            DetectionBenchmark.assess(
                machine,
                directory,
                LabelledImage.all().stream().filter(LabelledImage::quick).toList()))
        .isNotEmpty()
        .flatExtracting(Assessment::problems)
        .isEmpty();
  }
}
