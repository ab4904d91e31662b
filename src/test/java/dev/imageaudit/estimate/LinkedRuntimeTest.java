package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.closure.Need;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.filesystem.JarBuilder;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinkedRuntimeTest {
  private static final String JAVA = "/opt/java/bin/java";
  private static final String MODULES = "/opt/java/lib/modules";
  private static final String JAR = "/app/shop.jar";

  /** A class file's beginning, of a class that names {@code texts}. */
  private static byte[] naming(String... texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0xCAFEBABE);
      out.writeInt(61);
      out.writeShort(texts.length + 1);
      for (String text : texts) {
        out.writeByte(1);
        out.writeUTF(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Optional<LinkedRuntime> linked(byte[] jar, String... furtherNeeds) {
    List<LayerIndex> layers =
        List.of(
            new TarBuilder()
                .file("opt/java/bin/java", "")
                .file("opt/java/lib/modules", "m".repeat(100_000))
                .file("app/shop.jar", jar, 0644)
                .file("app/A.class", "")
                .index());
    TreeMap<String, Need> needs = new TreeMap<>();
    for (String path : List.of(JAVA, MODULES, JAR)) {
      needs.put(path, new Need(RuntimeClosure.ENTRY_POINT, "a test", Need.Strength.HARD));
    }
    for (String path : furtherNeeds) {
      needs.put(path, new Need(JAR, "a test", Need.Strength.HARD));
    }
    Subject plain = BookkeeperTest.subject(layers);
    return LinkedRuntime.of(
        new Subject(
            plain.names(),
            plain.config(),
            plain.root(),
            plain.instructions(),
            0,
            plain.packages(),
            new RuntimeClosure(needs, List.of()),
            List.of()),
        50_000);
  }

  private static byte[] jar(String... texts) {
    return new JarBuilder().deflated("shop/App.class", naming(texts)).toBytes();
  }

  @Test
  void itHasTheModulesThatTheClassesNameAndWhatTheseNeed() {
    assertThat(linked(jar("java/lang/Object", "(Ljava/sql/Connection;)V")))
        .map(LinkedRuntime::modules)
        .hasValueSatisfying(
            modules ->
                assertThat(modules)
                    .contains("java.base", "java.sql", "java.logging", "java.xml", "jdk.crypto.ec")
                    .doesNotContain("java.desktop", "jdk.compiler"));
  }

  @Test
  void whatMayBeLoadedByNameIsInTheLowSaving() {
    Projection.Range saved = linked(jar("java/lang/Object")).orElseThrow().saved();

    assertThat(saved.low()).isLessThan(saved.expected());
    assertThat(saved.expected()).isLessThanOrEqualTo(saved.high());
  }

  @Test
  void aClassNamedInAStringCounts() {
    assertThat(linked(jar("javax.naming.InitialContext")).orElseThrow().modules())
        .contains("java.naming");
  }

  @Test
  void classesOutsideOfJarsSayNothingOfWhatTheyNeed() {
    assertThat(linked(jar("java/lang/Object"), "/app/A.class")).isEmpty();
  }

  @Test
  void ofAJarWithoutClassesNothingIsKnown() {
    assertThat(linked(new JarBuilder().deflated("a.txt", "java/sql/Connection").toBytes()))
        .isEmpty();
  }

  @Test
  void everyModuleThatIsNeededOrKeptIsKnown() {
    JdkModules modules = JdkModules.bundled();

    assertThat(modules.closure(modules.kept().possible())).containsAll(modules.kept().possible());
    assertThat(modules.closure(modules.kept().likely())).containsAll(modules.kept().likely());
    assertThat(modules.share(modules.closure(List.of()))).isBetween(0.1, 0.3);
  }
}
