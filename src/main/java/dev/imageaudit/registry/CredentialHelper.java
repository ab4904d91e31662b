package dev.imageaudit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program {@code docker-credential-NAME} that knows credentials.
 *
 * @param environment what it runs with; its {@code PATH} is where it is looked for
 * @param timeout how long it may take
 * @see <a href="https://github.com/docker/docker-credential-helpers">docker-credential-helpers</a>
 */
record CredentialHelper(String name, Map<String, String> environment, Duration timeout) {
  private static final int MAX_OUTPUT_BYTES = 64 << 10;
  private static final String NOT_FOUND = "credentials not found in native keychain";
  private static final JsonMapper JSON = new JsonMapper();

  private record Output(int exitCode, String text) {}

  /**
   * Asks for the credential of {@code server}, as Docker names it.
   *
   * @return empty where the helper has none
   * @throws ImageException with {@link FailureReason#CREDENTIALS_FAILED}; the message holds nothing
   *     of the output
   */
  Optional<Credential> get(String server) throws ImageException {
    Output output = run(program(), server);
    if (output.exitCode != 0) {
      if (output.text.strip().startsWith(NOT_FOUND)) {
        return Optional.empty();
      }
      throw failed("ends with exit code " + output.exitCode + " for " + server);
    }
    try {
      JsonNode json = JSON.readTree(output.text);
      String user = json.path("Username").asText("");
      String secret = json.path("Secret").asText("");
      if (user.isEmpty() && secret.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          user.equals("<token>")
              ? new Credential.IdentityToken(secret)
              : new Credential.Password(user, secret));
    } catch (IOException e) {
      // The cause is left out: the parser's message quotes the output.
      throw failed("gives no JSON for " + server);
    }
  }

  private Path program() throws ImageException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new ImageException(
          FailureReason.CREDENTIALS_FAILED, "no name of a credential helper: " + name);
    }
    for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(directory.isEmpty() ? "." : directory, "docker-credential-" + name);
      if (!directory.isEmpty() && Files.isRegularFile(program) && Files.isExecutable(program)) {
        return program;
      }
    }
    throw failed("is not installed");
  }

  private Output run(Path program, String server) throws ImageException {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "get");
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.redirectError(Redirect.DISCARD).start();
      try {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, text), "credential-helper");
        reader.setDaemon(true);
        reader.start();
        ask(process, server);
        String output = text.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          throw failed("does not end within " + timeout.toSeconds() + " s");
        }
        return new Output(process.exitValue(), output);
      } finally {
        process.destroyForcibly();
      }
    } catch (TimeoutException e) {
      throw failed("does not answer within " + timeout.toSeconds() + " s");
    } catch (IOException | ExecutionException e) {
      throw failed("cannot be run");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    }
  }

  private static void ask(Process process, String server) {
    try (OutputStream out = process.getOutputStream()) {
      out.write((server + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // A helper that does not read its input may know the answer all the same.
    }
  }

  private static void read(Process process, CompletableFuture<String> text) {
    try (InputStream in = process.getInputStream()) {
      text.complete(new String(in.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      text.completeExceptionally(e);
    }
  }

  private ImageException failed(String what) {
    return new ImageException(
        FailureReason.CREDENTIALS_FAILED,
        "the credential helper docker-credential-" + name + " " + what);
  }

  @Override
  public String toString() {
    return "docker-credential-" + name;
  }
}
