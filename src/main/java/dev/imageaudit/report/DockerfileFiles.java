package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes the refactored Dockerfiles of a fleet, one a file. */
public final class DockerfileFiles {
  private static final int MAX_NAME_LENGTH = 80;
  private static final int DIGITS = 12;

  private final Path directory;

  private DockerfileFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Files in {@code directory}, which is made if it is not there.
   *
   * @throws IOException where it cannot be made
   */
  public static DockerfileFiles in(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new DockerfileFiles(directory);
  }

  /**
   * Writes the Dockerfile of each candidate of {@code fleet}.
   *
   * @param cacheMounts whether BuildKit's caches are mounted
   * @return how many there are
   * @throws IOException where one cannot be written
   */
  public int write(FleetAudit fleet, boolean cacheMounts) throws IOException {
    int written = 0;
    for (AuditOutcome outcome : fleet.outcomes()) {
      Optional<String> text = text(outcome, cacheMounts);
      if (text.isPresent()) {
        write(fileName(outcome), text.get());
        written++;
      }
    }
    return written;
  }

  /** The Dockerfile of {@code outcome}; empty where it has none. */
  public static Optional<String> text(AuditOutcome outcome, boolean cacheMounts) {
    if (!(outcome instanceof ImageAudit image)) {
      return Optional.empty();
    }
    return image
        .refactoring()
        .map(r -> cacheMounts ? r.dockerfileWithCacheMounts() : r.dockerfile());
  }

  private void write(String name, String text) throws IOException {
    Path draft = Files.createTempFile(directory, ".draft", null);
    try {
      Files.writeString(draft, text);
      Files.move(draft, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Letters and digits of the reference, and a digest of it: no two images have the same name, and
   * none leads out of the directory.
   */
  static String fileName(AuditOutcome outcome) {
    String full = outcome.reference() + " " + outcome.platform().map(Object::toString).orElse("");
    String digest = Digest.sha256Of(full.getBytes(StandardCharsets.UTF_8)).toString();
    String readable = outcome.reference().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    String cut = readable.substring(0, Math.min(readable.length(), MAX_NAME_LENGTH));
    int colon = digest.indexOf(':') + 1;
    return cut + "-" + digest.substring(colon, colon + DIGITS) + ".Dockerfile";
  }
}
