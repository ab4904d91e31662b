package dev.imageaudit.report;

import dev.imageaudit.audit.FleetAudit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory that reports are written into. Reports appear there only when all of them are
 * written and on the disk: a run that fails or is killed leaves those of the run before.
 */
public final class ReportFiles {
  private final Path directory;

  private ReportFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Reports in {@code directory}, which is made if it is not there; to be called before a run, so
   * that nobody audits a fleet for nothing.
   *
   * @throws IOException where nothing can be written there; the message says why
   */
  public static ReportFiles in(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".probe", null));
      return new ReportFiles(directory);
    } catch (IOException e) {
      throw new IOException("cannot write reports into " + directory + ": " + reason(e), e);
    }
  }

  /**
   * Writes {@code reports} of {@code fleet}.
   *
   * @return where they are now, in the same order, each followed by the directory that belongs to
   *     it
   * @throws IOException where one of them cannot be written; the message says which and why
   */
  public List<Path> write(FleetAudit fleet, List<? extends Report> reports) throws IOException {
    List<Draft> drafts = new ArrayList<>();
    try {
      for (Report report : reports) {
        drafts.add(draft(fleet, report));
        if (report instanceof ReportWriter writer && writer.companion().isPresent()) {
          drafts.add(directory(fleet, writer.companion().get()));
        }
      }
      for (Draft draft : drafts) {
        publish(draft);
      }
      forceDirectory();
      return drafts.stream().map(Draft::place).filter(Files::exists).toList();
    } finally {
      for (Draft draft : drafts) {
        draft.close();
      }
    }
  }

  private Draft draft(FleetAudit fleet, Report report) throws IOException {
    return report instanceof ReportSet set
        ? directory(fleet, set)
        : file(fleet, (ReportWriter) report);
  }

  private Draft file(FleetAudit fleet, ReportWriter report) throws IOException {
    DraftFile.deleteAbandoned(directory, report.fileName());
    DraftFile draft = DraftFile.create(directory, report.fileName());
    return filled(
        draft,
        () -> {
          try (OutputStream out = draft.stream()) {
            report.write(fleet, out);
            out.flush();
            draft.force();
          }
        });
  }

  private Draft directory(FleetAudit fleet, ReportSet report) throws IOException {
    DraftDirectory.deleteAbandoned(directory, report.directoryName());
    DraftDirectory draft =
        DraftDirectory.create(directory, report.directoryName(), report.suffix());
    return filled(
        draft,
        () -> {
          report.write(fleet, draft);
          draft.force();
        });
  }

  /** What fills a draft. */
  @FunctionalInterface
  private interface Filling {
    void run() throws IOException;
  }

  private static Draft filled(Draft draft, Filling filling) throws IOException {
    boolean isWhole = false;
    try {
      filling.run();
      isWhole = true;
      return draft;
    } catch (IOException e) {
      throw new IOException("cannot write " + draft.place() + ": " + reason(e), e);
    } finally {
      if (!isWhole) {
        draft.close();
      }
    }
  }

  private static void publish(Draft draft) throws IOException {
    try {
      draft.publish();
    } catch (IOException e) {
      throw new IOException("cannot replace " + draft.place() + ": " + reason(e), e);
    }
  }

  /** Makes the new names survive a power cut, where the system can do that. */
  private void forceDirectory() {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // Windows opens no directories; the reports are in place all the same
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file of that name is in the way";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.toString() : reason;
  }
}
