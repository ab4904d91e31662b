package dev.imageaudit.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
  @Test
  void aUrlAsksTheContainersOwnPort() {
    assertThat(Probe.parse("http://localhost:8080/health?full=1"))
        .isEqualTo(new Probe.Http(8080, "/health?full=1"));
    assertThat(Probe.parse("http://localhost")).isEqualTo(new Probe.Http(80, "/"));
  }

  @Test
  void anythingElseIsACommand() {
    assertThat(Probe.parse("curl -f localhost"))
        .isEqualTo(new Probe.Command(List.of("curl", "-f", "localhost")));
    assertThat(Probe.parse("[\"echo\", \"two words\"]"))
        .isEqualTo(new Probe.Command(List.of("echo", "two words")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com/", "https://localhost/", " ", "[]", "[1", "[null]"})
  void whatCannotBeAskedIsRefused(String text) {
    assertThatThrownBy(() -> Probe.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAnswerIsReadWithoutWhatVariesByItsNature() {
    RunResult.Answer answer =
        HttpClientImage.answer(
            "HTTP/1.1 204 No Content\r\nDate: now\r\nServer: x\r\n\r\nbody\r\n\r\n");

    assertThat(answer)
        .isEqualTo(new RunResult.Answer(Optional.of(204), "Server: x", "body\r\n\r\n"));
  }

  @Test
  void whatIsNoHttpIsNoAnswer() {
    assertThat(HttpClientImage.answer("SSH-2.0-OpenSSH\r\n")).isEqualTo(RunResult.Answer.NONE);
  }
}
