package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.JarFacts.Archive;
import dev.imageaudit.filesystem.JarFacts.Artifact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JarCaptureTest {

  private static JarFacts read(byte[] jar, int chunkBytes) {
    JarCapture capture = new JarCapture(true);
    for (int from = 0; from < jar.length; from += chunkBytes) {
      int end = Math.min(jar.length, from + chunkBytes);
      capture.accept(Arrays.copyOfRange(jar, from, end), end - from);
    }
    return capture.facts();
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private static byte[] fat() {
    byte[] library =
        new JarBuilder()
            .deflated("META-INF/MANIFEST.MF", "Bundle-Version: 1.2\n\nName: x\nBundle-Version: 3\n")
            .maven("org.a", "a", "1.2")
            .deflated("a/A.class", noise(50_000))
            .toBytes();
    byte[] shaded =
        new JarBuilder()
            .maven("org.b", "b", "2")
            .deflated("b/B.class", noise(70_000))
            .maven("org.c", "c", "3")
            .toBytes();
    return new JarBuilder()
        .deflated("META-INF/MANIFEST.MF", "Implementation-Title: app\r\n lication\r\nX: y\r\n\r\n")
        .deflated("BOOT-INF/classes/App.class", noise(3000))
        .stored("BOOT-INF/lib/a-1.2.jar", library)
        .stored("BOOT-INF/lib/plain-4.jar", new JarBuilder().deflated("p/P.class", "x").toBytes())
        .deflated("WEB-INF/lib/b-2.jar", shaded)
        .maven("org.app", "application", "0.1")
        .toBytes();
  }

  @Property(tries = 60)
  void aJarAndTheJarsInItAreToldApartHoweverTheyComeBy(
      @ForAll @IntRange(min = 1, max = 70_000) int chunkBytes) {
    assertThat(read(fat(), chunkBytes).archives())
        .containsExactly(
            new Archive(
                "",
                Map.of("Implementation-Title", "application"),
                List.of(new Artifact("org.app", "application", "0.1"))),
            new Archive(
                "BOOT-INF/lib/a-1.2.jar",
                Map.of("Bundle-Version", "1.2"),
                List.of(new Artifact("org.a", "a", "1.2"))),
            new Archive("BOOT-INF/lib/plain-4.jar", Map.of(), List.of()),
            new Archive(
                "WEB-INF/lib/b-2.jar",
                Map.of(),
                List.of(new Artifact("org.b", "b", "2"), new Artifact("org.c", "c", "3"))));
  }

  @Test
  void aScriptBeforeTheJarDoesNotMatter() {
    byte[] jar = fat();
    byte[] script = "#!/bin/sh\nexec java -jar \"$0\"\nPK\3".getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(script, script.length + jar.length);
    System.arraycopy(jar, 0, both, script.length, jar.length);

    assertThat(read(both, 8192)).isEqualTo(read(jar, 8192));
  }

  @Test
  void jarsWithinJarsAreLookedIntoThreeDeep() {
    byte[] jar = new JarBuilder().maven("g", "a0", "1").toBytes();
    for (int i = 1; i < 6; i++) {
      JarBuilder next = new JarBuilder().maven("g", "a" + i, "1");
      jar = (i % 2 == 0 ? next.stored("x.jar", jar) : next.deflated("x.jar", jar)).toBytes();
    }

    assertThat(read(jar, 4096).archives())
        .flatExtracting(Archive::artifacts)
        .extracting(Artifact::artifactId)
        .startsWith("a5", "a4", "a3")
        .doesNotContain("a0");
  }

  @Test
  void aBombIsNotUnpackedToItsEnd() {
    byte[] zeros = new byte[200 << 20];
    byte[] bomb =
        new JarBuilder().deflated("lib/bomb.jar", zeros).maven("org.a", "after", "1").toBytes();

    JarCapture capture = new JarCapture(true);
    capture.accept(bomb, bomb.length);

    assertThat(bomb).hasSizeLessThan(1 << 20);
    assertThat(capture.facts().archives()).hasSize(2);
    assertThat(capture.mayUnpack(0)).isFalse();
  }

  @Test
  void onlyAManifestsOwnAttributesAndWholeCoordinatesCount() {
    assertThat(JarTexts.manifest("Bundle-Version: 1\n\nBundle-SymbolicName: no\n"))
        .containsExactly(Map.entry("Bundle-Version", "1"));
    assertThat(JarTexts.artifact("groupId=g\nversion=1\n")).isEmpty();
  }

  @Property(tries = 300)
  void noBytesAreEverAnError(
      @ForAll @Size(max = 40) byte[] noise,
      @ForAll @IntRange(max = 2000) int place,
      @ForAll @IntRange(max = 4000) int cut) {
    byte[] jar = new JarBuilder().maven("g", "a", "1").stored("x.jar", fat()).toBytes();
    System.arraycopy(noise, 0, jar, place, noise.length);

    read(Arrays.copyOf(jar, jar.length - cut), 700);
  }
}
