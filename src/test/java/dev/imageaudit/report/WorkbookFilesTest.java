package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FakeFleet;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a workbook's writing leaves on the disk and of the stream. */
class WorkbookFilesTest {
  private final Set<Path> temporary = new ConcurrentSkipListSet<>();

  /** A fleet that, asked for its outcomes, notes which temporary files are open by then. */
  private FakeFleet noting() {
    FakeFleet shop = FakeShop.fleet(200, 2);
    Iterable<AuditOutcome> outcomes =
        () -> {
          noteOpenFiles();
          return shop.outcomes().iterator();
        };
    return new FakeFleet(shop.run(), shop.totals(), outcomes);
  }

  private void noteOpenFiles() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : open.filter(Files::isSymbolicLink).toList()) {
        Path file = Files.readSymbolicLink(descriptor);
        if (file.toString().contains("poi-sxssf")) {
          temporary.add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noTemporaryFileIsLeft() throws IOException {
    WorkbookReport.create().write(noting(), OutputStream.nullOutputStream());

    assertThat(temporary).isNotEmpty().allSatisfy(file -> assertThat(file).doesNotExist());
    assertThat(temporary).allSatisfy(file -> assertThat(file.getParent()).doesNotExist());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noTemporaryFileIsLeftWhenTheDiskIsFull() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThatThrownBy(() -> WorkbookReport.create().write(noting(), full))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(temporary).isNotEmpty().allSatisfy(file -> assertThat(file).doesNotExist());
  }

  @Test
  void anOutcomeThatCannotBeReadEndsTheReport() {
    Iterator<AuditOutcome> unreadable =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public AuditOutcome next() {
            throw new UncheckedIOException(new IOException("Input/output error"));
          }
        };
    FakeFleet fleet = new FakeFleet(FakeFleet.RUN, FakeFleet.empty().totals(), () -> unreadable);

    assertThatThrownBy(() -> WorkbookReport.create().write(fleet, OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessage("Input/output error");
  }

  @Test
  void theStreamStaysOpen() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    OutputStream out =
        new FilterOutputStream(OutputStream.nullOutputStream()) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    WorkbookReport.create().write(FakeFleet.empty(), out);
    assertThat(closed).isFalse();
  }
}
