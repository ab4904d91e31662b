package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FleetAudit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  @TempDir Path directory;

  /** A report of one text, which may break off after it. */
  private record OneText(String fileName, String text, boolean breaks) implements ReportWriter {
    @Override
    public void write(FleetAudit fleet, OutputStream out) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      if (breaks) {
        throw new IOException("No space left on device");
      }
    }
  }

  /** A report of texts by name. */
  private record Texts(Map<String, String> texts, boolean breaks) implements ReportSet {
    @Override
    public String directoryName() {
      return "set";
    }

    @Override
    public String suffix() {
      return ".txt";
    }

    @Override
    public void write(FleetAudit fleet, NewFiles files) throws IOException {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        try (OutputStream out = files.create(text.getKey())) {
          out.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        }
      }
      if (breaks) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Test
  void aDirectoryHasTheFilesOfItsLastReportAndKeepsTheUsersOwn() throws IOException {
    write(new Texts(Map.of("a.txt", "1", "b.txt", "1"), false));
    Files.writeString(directory.resolve("set/notes.md"), "mine");

    write(new Texts(Map.of("b.txt", "2", "c.txt", "2"), false));

    assertThat(names(directory)).containsExactly("set");
    assertThat(names(directory.resolve("set"))).containsExactly("b.txt", "c.txt", "notes.md");
    assertThat(directory.resolve("set/b.txt")).hasContent("2");
  }

  @Test
  void aDirectoryThatFailsLeavesTheOneOfTheRunBefore() throws IOException {
    write(new Texts(Map.of("a.txt", "old"), false));

    assertThatThrownBy(() -> write(new Texts(Map.of("a.txt", "new", "b.txt", "new"), true)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("set: No space left on device");
    assertThat(names(directory)).containsExactly("set");
    assertThat(names(directory.resolve("set"))).containsExactly("a.txt");
    assertThat(directory.resolve("set/a.txt")).hasContent("old");
  }

  @Test
  void aDirectoryThatAKilledRunLeftIsDeleted() throws IOException {
    Path left = directory.resolve(".set.0b7b4b3c-9f5e-4c55-8a07-2f7a3d1f7d7e.part");
    Files.createDirectory(left);
    Files.writeString(left.resolve(".lock"), "");
    Files.writeString(left.resolve("a.txt"), "half");

    write(new Texts(Map.of("a.txt", "1"), false));

    assertThat(names(directory)).containsExactly("set");
  }

  private static OneText report(String name, String text) {
    return new OneText(name, text, false);
  }

  @Test
  void reportsAppearInADirectoryThatIsMade() throws IOException {
    Path out = directory.resolve("a/b");

    List<Path> written =
        ReportFiles.in(out)
            .write(FakeFleet.empty(), List.of(report("one.txt", "1"), report("two.txt", "2")));

    assertThat(written).containsExactly(out.resolve("one.txt"), out.resolve("two.txt"));
    assertThat(out.resolve("one.txt")).hasContent("1");
    assertThat(names(out)).containsExactly("one.txt", "two.txt");
  }

  @Test
  void aReportReplacesTheOneOfTheRunBefore() throws IOException {
    write(report("one.txt", "a longer text"));
    write(report("one.txt", "new"));

    assertThat(directory.resolve("one.txt")).hasContent("new");
  }

  @Test
  void aFailedReportLeavesAllOldOnesAndNothingElse() throws IOException {
    write(report("one.txt", "old 1"), report("two.txt", "old 2"));

    assertThatThrownBy(() -> write(report("one.txt", "new 1"), new OneText("two.txt", "new", true)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("two.txt")
        .hasMessageContaining("No space left on device");
    assertThat(directory.resolve("one.txt")).hasContent("old 1");
    assertThat(directory.resolve("two.txt")).hasContent("old 2");
    assertThat(names(directory)).containsExactly("one.txt", "two.txt");
  }

  @Test
  void whatAKilledRunLeftIsDeleted() throws IOException {
    Files.writeString(
        directory.resolve(".one.txt.0b7b4b3c-9f5e-4c55-8a07-2f7a3d1f7d7e.part"), "half");

    write(report("one.txt", "1"));

    assertThat(names(directory)).containsExactly("one.txt");
  }

  @Test
  void whatARunningRunWritesIsNotDeleted() throws IOException {
    try (DraftFile other = DraftFile.create(directory, "one.txt")) {
      write(report("one.txt", "1"));
      other.stream().write('2');
      other.publish();
    }

    assertThat(names(directory)).containsExactly("one.txt");
  }

  @Test
  void anotherProgramsFileIsNotDeleted() throws IOException {
    Files.writeString(directory.resolve(".one.txt.part"), "not ours");

    write(report("one.txt", "1"));

    assertThat(names(directory)).containsExactly(".one.txt.part", "one.txt");
  }

  @Test
  void aFileInTheWayIsSaidBeforeARun() throws IOException {
    Path file = Files.writeString(directory.resolve("out"), "a file");

    assertThatThrownBy(() -> ReportFiles.in(file))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write reports into " + file + ": a file of that name is in the way");
    assertThatThrownBy(() -> ReportFiles.in(file.resolve("below")))
        .hasMessageStartingWith("cannot write reports into ");
  }

  @Test
  void aDirectoryInTheReportsPlaceIsSaid() throws IOException {
    Files.createDirectories(directory.resolve("one.txt/full"));

    assertThatThrownBy(() -> write(report("one.txt", "1")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot replace " + directory.resolve("one.txt"));
    assertThat(names(directory)).containsExactly("one.txt");
  }

  private void write(Report... reports) throws IOException {
    ReportFiles.in(directory).write(FakeFleet.empty(), List.of(reports));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
