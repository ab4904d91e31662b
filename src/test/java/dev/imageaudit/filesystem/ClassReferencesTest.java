package dev.imageaudit.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClassReferencesTest {
  /** It is compiled with this test, and read as it lies in the class path. */
  @SuppressWarnings("unused")
  private static final class Sample {
    private static final String BY_NAME = "javax.naming.InitialContext";
    private static final String PROPERTY = "java.version";

    java.sql.Connection connect(javax.sql.DataSource source) throws java.sql.SQLException {
      return source.getConnection();
    }

    java.util.List<org.w3c.dom.Node> nodes() {
      return java.util.List.of();
    }
  }

  private static byte[] sample() throws IOException {
    try (InputStream in =
        ClassReferencesTest.class.getResourceAsStream("ClassReferencesTest$Sample.class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static Set<String> packages(byte[] content) {
    ClassReferences references = new ClassReferences();
    references.begin();
    references.accept(content, 0, content.length);
    references.end();
    return references.packages();
  }

  @Test
  void classesDescriptorsSignaturesAndNamesInStringsAreReferences() throws IOException {
    assertThat(packages(sample()))
        .contains("java.lang", "java.sql", "javax.sql", "org.w3c.dom", "javax.naming")
        .noneMatch(name -> name.startsWith("dev."));
  }

  @Test
  void aJarsClassesAndThoseOfTheJarsInItAreReadOnce() throws IOException {
    byte[] library = new JarBuilder().deflated("a/A.class", sample()).toBytes();
    byte[] jar =
        new JarBuilder()
            .deflated("App.class", new byte[] {1, 2, 3})
            .stored("BOOT-INF/lib/a.jar", library)
            .toBytes();
    JarCapture capture = new JarCapture(true);
    capture.accept(jar, jar.length);

    assertThat(capture.facts().platformPackages()).contains("java.sql", "javax.naming");
  }

  @Test
  void ofAJarInABuildToolsCacheTheClassesAreNotRead() throws IOException {
    byte[] jar = new JarBuilder().deflated("a/A.class", sample()).toBytes();
    LayerIndex layer =
        new TarBuilder()
            .file("root/.m2/repository/a.jar", jar, 0644)
            .file("app/a.jar", jar, 0644)
            .index();

    assertThat(layer.entries())
        .extracting(entry -> entry.jar().orElseThrow().platformPackages().isEmpty())
        .containsExactly(true, false);
  }

  @Test
  void whatIsNoClassNamesNothing() {
    assertThat(packages(new byte[0])).isEmpty();
    assertThat(packages("java/sql/Connection and more".getBytes(UTF_8))).isEmpty();
  }

  @Property(tries = 200)
  void aDamagedClassIsReadAsFarAsItGoes(
      @ForAll @IntRange(max = 2000) int at,
      @ForAll byte damage,
      @ForAll @IntRange(max = 3000) int length)
      throws IOException {
    byte[] content = Arrays.copyOf(sample(), Math.min(length, sample().length));
    if (at < content.length) {
      content[at] = damage;
    }

    assertThatCode(() -> packages(content)).doesNotThrowAnyException();
  }
}
