package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.filesystem.JarBuilder;
import dev.imageaudit.filesystem.RootFixture;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each entry of the data finds what it is about, and nothing that only looks like it. */
class RuntimeToolFixturesTest {
  private static final Map<String, Fixture> FIXTURES = fixtures();

  /** An image that has the caller, and one that lacks what makes it one. */
  private record Fixture(ImageLiteral image, ImageLiteral nearMiss) {}

  /**
   * An image; what it does not give is absent.
   *
   * @param jars libraries of Maven's by the path of their jar
   */
  private record ImageLiteral(
      List<String> cmd,
      @Nullable List<String> env,
      @Nullable Map<String, String> files,
      @Nullable Map<String, String> jars) {
    Residue judged(String rule) {
      RootFixture root = new RootFixture().script("/bin/sh", "").elf("/usr/bin/gcc", "");
      for (String program : List.of("python3", "Rscript", "ruby", "java", "deepspeed", "vllm")) {
        root.elf("/usr/bin/" + program, "");
      }
      orNone(files).forEach((path, text) -> add(root, path, text));
      orNone(jars).forEach((path, library) -> root.file(path, jar(library.split(":", -1))));
      return RuntimeToolsTest.judged(root, cmd, orNone(env), rule);
    }

    private static void add(RootFixture root, String path, String text) {
      if (text.startsWith("#!")) {
        root.script(path, text);
      } else {
        root.file(path, text);
      }
    }

    private static byte[] jar(String[] library) {
      return new JarBuilder().maven(library[0], library[1], "1.0").toBytes();
    }

    private static Map<String, String> orNone(@Nullable Map<String, String> map) {
      return new TreeMap<>(map == null ? Map.of() : map);
    }

    private static List<String> orNone(@Nullable List<String> list) {
      return list == null ? List.of() : list;
    }
  }

  private static Map<String, Fixture> fixtures() {
    String name = "runtime-tool-fixtures.yaml";
    try (InputStream in =
        Objects.requireNonNull(RuntimeToolFixturesTest.class.getResourceAsStream(name), name)) {
      ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
      return yaml.readValue(
          in, yaml.getTypeFactory().constructMapType(TreeMap.class, String.class, Fixture.class));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Fixture fixture(RuntimeTool tool) {
    return Objects.requireNonNull(FIXTURES.get(tool.id()), tool.id());
  }

  private static Stream<RuntimeTool> tools() {
    return RuntimeTools.bundled().stream();
  }

  @Test
  void eachEntryHasAFixtureAndEachFixtureAnEntry() {
    assertThat(FIXTURES.keySet())
        .containsExactlyInAnyOrderElementsOf(tools().map(RuntimeTool::id).toList());
  }

  @ParameterizedTest
  @MethodSource("tools")
  void theImageThatCallsATool(RuntimeTool tool) {
    Residue residue = fixture(tool).image.judged(tool.tools().get(0));

    assertThat(residue.reason()).as(tool.id()).contains(tool.because());
    assertThat(residue.neededAtRuntime()).as(tool.id()).isEqualTo(tool.isCertain());
    assertThat(residue.finding().confidence() == Confidence.LOW).isNotEqualTo(tool.isCertain());
  }

  @ParameterizedTest
  @MethodSource("tools")
  void theImageThatOnlyLooksAlikeCallsNone(RuntimeTool tool) {
    Residue residue = fixture(tool).nearMiss.judged(tool.tools().get(0));

    assertThat(residue.reason()).as(tool.id()).doesNotContain(tool.because());
  }
}
