package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SecretScannerTest {
  private static final SecretScanner SCANNER = SecretScanner.load();

  /** A text, in the file {@code path} or in none. */
  private record Sample(String path, String text) {
    /** One, or a list of several. */
    static List<Sample> all(JsonNode node) {
      List<Sample> samples = new ArrayList<>();
      if (node.isArray()) {
        node.forEach(each -> samples.add(of(each)));
      } else {
        samples.add(of(node));
      }
      return samples;
    }

    private static Sample of(JsonNode node) {
      return new Sample(node.path("path").asText(""), node.path("text").asText().replace("~", ""));
    }

    List<String> found() {
      List<SecretScanner.Match> matches =
          path.isEmpty() ? SCANNER.inText(text) : SCANNER.inFile(path, text);
      return matches.stream().map(match -> match.rule().id()).toList();
    }
  }

  private static List<JsonNode> samples() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SecretScannerTest.class.getResourceAsStream("secret-samples.yaml"))) {
      return new ObjectMapper(new YAMLFactory()).readValue(in, new TypeReference<>() {});
    }
  }

  @TestFactory
  List<DynamicTest> everyRuleFindsItsSecretAndNotWhatOnlyLooksLikeIt() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode sample : samples()) {
      String rule = sample.path("rule").asText();
      tests.add(
          DynamicTest.dynamicTest(
              rule,
              () -> {
                assertThat(Sample.all(sample.path("finds")))
                    .allSatisfy(one -> assertThat(one.found()).contains(rule));
                assertThat(Sample.all(sample.path("notFinds")))
                    .allSatisfy(one -> assertThat(one.found()).isEmpty());
              }));
    }
    return tests;
  }

  @Test
  void everyRuleHasSamples() throws IOException {
    List<String> tested = samples().stream().map(s -> s.path("rule").asText()).toList();

    assertThat(SCANNER.ids()).containsExactlyElementsOf(tested);
  }

  @Test
  void aMaskedTextSaysWhatItIsAndNotTheSecret() {
    assertThat(
            SCANNER.masked(
                "RUN npm config set //r.internal/:_authToken=qz81mfk20slw && DB_PASSWORD=kd83jQx make"))
        .isEqualTo("RUN npm config set //r.internal/:_authToken=*** && DB_PASSWORD=*** make");
    assertThat(SCANNER.masked("RUN make TOKEN=$TOKEN all")).isEqualTo("RUN make TOKEN=$TOKEN all");
  }

  @Test
  void aLineBreakThatPrintfWritesEndsASecret() {
    assertThat(
            SCANNER.masked(
                "RUN printf 'DB_PASSWORD=kT9vLm2X\\nAPI_KEY=your-key\\nAPI_TOKEN=Lm7Kq2Xv\\n' > .env"))
        .isEqualTo("RUN printf 'DB_PASSWORD=***\\nAPI_KEY=your-key\\nAPI_TOKEN=***\\n' > .env");
  }

  @Test
  void aPrivateKeyIsMaskedToItsEnd() {
    String line = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gt";

    assertThat(
            SCANNER.masked(
                "RUN echo '-----BEGIN OPENSSH PRIVATE KEY-----\\n%1$s\\n%1$s\\nQyNTUxOQ==\\n-----END OPENSSH PRIVATE KEY-----' > k"
                    .formatted(line)))
        .isEqualTo("RUN echo '-----BEGIN OPENSSH PRIVATE KEY-----\\n***' > k");
  }

  @Test
  void whatIsSecretInAFileIsMaskedWhereverItStands() {
    assertThat(SCANNER.knowing(Set.of("kd83jQxW", "ci")).masked("RUN ./login ci kd83jQxW"))
        .isEqualTo("RUN ./login ci ***");
  }

  @Property(tries = 500)
  void noTextIsTooStrange(@ForAll String text) {
    assertThat(SCANNER.masked(SCANNER.masked(text))).isEqualTo(SCANNER.masked(text));
    SCANNER.inFile("/root/.npmrc", text);
  }
}
