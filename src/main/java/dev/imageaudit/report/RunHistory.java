package dev.imageaudit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetTotals;
import dev.imageaudit.audit.OutcomeFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** A directory that keeps a small file for each run, named after its start. */
public final class RunHistory {
  private static final String SCHEMA_VERSION = "1.0.0";
  private static final long MAX_BYTES = 1 << 20;
  private static final String NAMES = "run-[0-9]*.json";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'run-'yyyyMMdd'T'HHmmss.SSS'Z.json'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Path directory;

  private RunHistory(Path directory) {
    this.directory = directory;
  }

  /**
   * What is kept of a run.
   *
   * @param findings sums by the kind of what running does not need
   */
  public record Entry(
      String schemaVersion,
      FleetAudit.Tool tool,
      FleetAudit.Run run,
      FleetTotals fleet,
      SortedMap<String, KindSum> findings) {}

  /** What a run came to, of the entries that are kept. */
  public record Figures(
      Instant started,
      long audited,
      long candidates,
      long compressedBytes,
      long savedCompressedBytes) {}

  /** The findings of a kind. */
  public record KindSum(int count, long compressedBytes) {
    KindSum plus(KindSum other) {
      return new KindSum(count + other.count, compressedBytes + other.compressedBytes);
    }
  }

  /**
   * The history in {@code directory}, which is made if it is not there; to be called before a run.
   *
   * @throws IOException where nothing can be written there; the message says why
   */
  public static RunHistory in(Path directory) throws IOException {
    ReportFiles.in(directory);
    return new RunHistory(directory);
  }

  /**
   * The last run that is kept from before {@code start}, as it was written; empty where there is
   * none that can be read.
   */
  public Optional<JsonNode> lastBefore(Instant start) throws IOException {
    return before(start, 1).stream().findFirst();
  }

  /** The last {@code count} runs that are kept from before {@code start}, the oldest first. */
  public List<Figures> figuresBefore(Instant start, int count) throws IOException {
    return before(start, count).stream()
        .flatMap(entry -> figures(entry).stream())
        .sorted(Comparator.comparing(Figures::started))
        .toList();
  }

  private List<JsonNode> before(Instant start, int count) throws IOException {
    String now = NAME.format(start);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, NAMES)) {
      return StreamSupport.stream(files.spliterator(), false)
          .filter(file -> file.getFileName().toString().compareTo(now) < 0)
          .sorted(Comparator.reverseOrder())
          .flatMap(file -> read(file).stream())
          .limit(count)
          .toList();
    }
  }

  private static Optional<Figures> figures(JsonNode entry) {
    JsonNode fleet = entry.path("fleet");
    try {
      return Optional.of(
          new Figures(
              Instant.parse(entry.path("run").path("started").asText()),
              fleet.path("audited").asLong(),
              fleet.path("candidates").asLong(),
              fleet.path("compressedBytes").asLong(),
              fleet.path("savedCompressedBytes").asLong()));
    } catch (DateTimeException e) {
      return Optional.empty(); // somebody else's file
    }
  }

  private static Optional<JsonNode> read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      JsonNode entry = new ObjectMapper().readTree(Files.readAllBytes(file));
      return entry.path("schemaVersion").asText().startsWith("1.")
          ? Optional.of(entry)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // a broken file is no reason to end a run
    }
  }

  /**
   * Keeps {@code fleet}.
   *
   * @throws IOException where that cannot be written
   */
  public Path add(FleetAudit fleet) throws IOException {
    SortedMap<String, KindSum> findings = new TreeMap<>();
    for (AuditOutcome outcome : fleet.outcomes()) {
      for (RecordedFinding finding : RecordedImage.of(outcome).findings()) {
        if (!finding.neededAtRuntime()) {
          findings.merge(finding.kind(), new KindSum(1, finding.compressedBytes()), KindSum::plus);
        }
      }
    }
    Entry entry = new Entry(SCHEMA_VERSION, fleet.tool(), fleet.run(), fleet.totals(), findings);
    String name = NAME.format(fleet.run().started());
    try (DraftFile draft = DraftFile.create(directory, name)) {
      try (OutputStream out = draft.stream()) {
        out.write(OutcomeFormat.json().writer(JsonReport.indented()).writeValueAsBytes(entry));
        out.write('\n');
      }
      draft.force();
      draft.publish();
    }
    return directory.resolve(name);
  }
}
