package dev.imageaudit.prove;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image of our own with nothing but a client for HTTP. It joins the network of a container that
 * has no other, so that neither image needs a client, and nothing is reached from outside.
 */
final class HttpClientImage {
  static final long MEMORY_BYTES = 16 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})\\b.*");

  /** What differs from one answer to the next by its nature. */
  private static final List<String> UNSTEADY = List.of("date:", "set-cookie:", "keep-alive:");

  private HttpClientImage() {}

  /** Loads it, and says by what tag it goes. */
  static String load(Daemon daemon) throws ImageException, IOException {
    byte[] layer = layer(program(daemon.architecture()));
    ObjectNode config =
        JSON.createObjectNode().put("architecture", daemon.architecture()).put("os", "linux");
    config.putObject("config").putArray("Entrypoint").add("/http-get");
    config
        .putObject("rootfs")
        .put("type", "layers")
        .putArray("diff_ids")
        .add(Digest.sha256Of(layer).toString());
    byte[] configJson = JSON.writeValueAsBytes(config);
    return daemon.load(archive -> archive.write(configJson, layer));
  }

  private static byte[] program(String architecture) throws IOException {
    try (InputStream in = HttpClientImage.class.getResourceAsStream("http-get-" + architecture)) {
      if (in == null) {
        throw new IOException(
            "there is no client for " + architecture + ": give a command of the image as --probe");
      }
      return in.readAllBytes();
    }
  }

  private static byte[] layer(byte[] program) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      TarArchiveEntry entry = new TarArchiveEntry("http-get");
      entry.setSize(program.length);
      entry.setMode(0555);
      entry.setModTime(0);
      tar.putArchiveEntry(entry);
      tar.write(program);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  /** HTTP 1.0, so that answers come in one piece and the server ends the connection. */
  static String request(Probe.Http probe) {
    return "GET "
        + probe.path()
        + " HTTP/1.0\r\nHost: localhost:"
        + probe.port()
        + "\r\nUser-Agent: image-audit\r\nAccept: */*\r\nConnection: close\r\n\r\n";
  }

  /** Reads an answer; what is no answer of HTTP has no status. */
  static RunResult.Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
    if (!status.matches()) {
      return RunResult.Answer.NONE;
    }
    List<String> headers = new ArrayList<>();
    for (String line : head.lines().skip(1).toList()) {
      if (UNSTEADY.stream().noneMatch(line.toLowerCase(Locale.ROOT)::startsWith)) {
        headers.add(line);
      }
    }
    return new RunResult.Answer(
        Optional.of(Integer.valueOf(status.group(1))),
        String.join("\n", headers),
        end < 0 ? "" : text.substring(end + 4));
  }
}
