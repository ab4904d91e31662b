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
   * @return where they are now, in the same order
   * @throws IOException where one of them cannot be written; the message says which and why
   */
  public List<Path> write(FleetAudit fleet, List<? extends ReportWriter> reports)
      throws IOException {
    List<DraftFile> drafts = new ArrayList<>();
    try {
      for (ReportWriter report : reports) {
        drafts.add(draft(fleet, report));
      }
      for (DraftFile draft : drafts) {
        publish(draft);
      }
      forceDirectory();
      return drafts.stream().map(DraftFile::place).toList();
    } finally {
      for (DraftFile draft : drafts) {
        draft.close();
      }
    }
  }

  private DraftFile draft(FleetAudit fleet, ReportWriter report) throws IOException {
    DraftFile.deleteAbandoned(directory, report.fileName());
    DraftFile draft = DraftFile.create(directory, report.fileName());
    boolean isWhole = false;
    try (OutputStream out = draft.stream()) {
      report.write(fleet, out);
      out.flush();
      draft.force();
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

  private static void publish(DraftFile draft) throws IOException {
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
