package dev.imageaudit.cli;

import dev.imageaudit.audit.BaseRefresh;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.estimate.InvalidBaseDataException;
import dev.imageaudit.image.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The base images that the program knows, and what its user says of them. */
final class Bases {
  private static final int MAX_LINES = 5;

  private Bases() {}

  /**
   * The base images as the options ask for them; what could not be refreshed is said on the error
   * stream.
   *
   * @throws UsageException where a file cannot be read, or a row is wrong
   */
  static BaseImages of(AuditOptions options, ImageSource images, Terminal terminal)
      throws UsageException {
    BaseImages bases = with(options.bases());
    return options.refreshBases() ? refreshed(bases, images, terminal) : bases;
  }

  /**
   * The base images that the program knows, and those of {@code files}.
   *
   * @throws UsageException where a file cannot be read, or a row is wrong
   */
  static BaseImages with(List<String> files) throws UsageException {
    BaseImages bases = BaseImages.bundled();
    for (String file : files) {
      try {
        bases = bases.with(file, Files.readString(Path.of(file)));
      } catch (NoSuchFileException e) {
        throw new UsageException("--bases: there is no file " + file, e);
      } catch (IOException | InvalidPathException e) {
        throw new UsageException("--bases: " + file + " cannot be read: " + e.getMessage(), e);
      } catch (InvalidBaseDataException e) {
        throw new UsageException("--bases: " + e.getMessage(), e);
      }
    }
    return bases;
  }

  private static BaseImages refreshed(BaseImages bases, ImageSource images, Terminal terminal) {
    BaseRefresh.Result result = new BaseRefresh(images, Clock.systemUTC()).refresh(bases);
    if (!result.kept().isEmpty()) {
      terminal
          .err()
          .println(
              "image-audit: --refresh-bases: %d of %d base images could not be read"
                  .formatted(result.kept().size(), bases.all().size()));
      result.kept().stream()
          .limit(MAX_LINES)
          .forEach(line -> terminal.err().println("  " + Terminal.printable(line)));
      if (result.kept().size() > MAX_LINES) {
        terminal.err().println("  ... and " + (result.kept().size() - MAX_LINES) + " more");
      }
    }
    return result.bases();
  }
}
