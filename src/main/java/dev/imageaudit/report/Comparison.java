package dev.imageaudit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.audit.OutcomeFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What differs between two runs.
 *
 * @param before the fleet's sums in the earlier run
 * @param after the fleet's sums in the later run
 * @param images all of both runs, those whose size changed most first
 */
public record Comparison(Sums before, Sums after, List<ImageChange> images) {
  /** The version of the fields' meaning; a new field raises the second number. */
  public static final String SCHEMA_VERSION = "1.0.0";

  public Comparison {
    images = List.copyOf(images);
  }

  /**
   * A fleet in one run.
   *
   * @param started when, ISO 8601; empty where the report does not say
   * @param images rows of the report
   * @param compressedBytes of unique layers, as the report has it
   * @param savedCompressedBytes what refactoring would save of them
   * @param residueCompressedBytes what builds left, the plain sum over the images
   */
  public record Sums(
      String started,
      int images,
      int audited,
      int candidates,
      long compressedBytes,
      long savedCompressedBytes,
      long residueCompressedBytes) {
    static Sums of(RecordedFleet fleet) {
      JsonNode totals = fleet.header().path("fleet");
      return new Sums(
          fleet.header().path("run").path("started").asText(),
          fleet.images().size(),
          (int) fleet.images().stream().filter(RecordedImage::isAudited).count(),
          totals.path("candidates").asInt(),
          totals.path("compressedBytes").asLong(),
          totals.path("savedCompressedBytes").asLong(),
          fleet.images().stream().mapToLong(RecordedImage::residueBytes).sum());
    }
  }

  /**
   * The images of one change.
   *
   * @param leftovers which of what builds left is told of each
   */
  public record Section(
      String heading,
      List<ImageChange> images,
      Function<ImageChange, List<ImageChange.Leftover>> leftovers) {
    public Section {
      images = List.copyOf(images);
    }
  }

  /** How many images there are of each change. */
  public record Counts(int added, int gone, int grown, int fixed, int lost) {}

  /**
   * Compares two runs. An image is the one of the same name and platform, or else the last of the
   * same repository that has no such counterpart itself.
   */
  public static Comparison of(RecordedFleet before, RecordedFleet after) {
    Map<String, RecordedImage> left = new LinkedHashMap<>(before.byKey());
    left.keySet().removeAll(after.byKey().keySet());
    List<ImageChange> changes = new ArrayList<>();
    for (RecordedImage image : after.images()) {
      Optional<RecordedImage> earlier =
          Optional.ofNullable(before.byKey().get(image.key()))
              .or(() -> before.before(image).filter(e -> left.remove(e.key()) != null));
      changes.add(ImageChange.of(earlier, Optional.of(image)));
    }
    left.values()
        .forEach(image -> changes.add(ImageChange.of(Optional.of(image), Optional.empty())));
    changes.sort(
        Comparator.comparing((ImageChange change) -> -Math.abs(change.deltaBytes()))
            .thenComparing(ImageChange::reference)
            .thenComparing(change -> change.platform().orElse("")));
    return new Comparison(Sums.of(before), Sums.of(after), changes);
  }

  public Counts counts() {
    return new Counts(
        count(ImageChange::isNew),
        count(ImageChange::isGone),
        count(ImageChange::isGrown),
        count(ImageChange::isFixed),
        count(ImageChange::isLost));
  }

  private int count(Predicate<ImageChange> kind) {
    return of(kind).size();
  }

  /** What people read of it, in this order; an image may be in several. */
  public List<Section> sections() {
    return List.of(
        new Section("Grown", of(ImageChange::isGrown), ImageChange::added),
        new Section("Fixed", of(ImageChange::isFixed), ImageChange::fixed),
        new Section("New", of(ImageChange::isNew), change -> List.of()),
        new Section("Gone", of(ImageChange::isGone), change -> List.of()),
        new Section("No longer audited", of(ImageChange::isLost), change -> List.of()));
  }

  private List<ImageChange> of(Predicate<ImageChange> kind) {
    return images.stream().filter(kind).toList();
  }

  /** Writes it as JSON, as {@code compare-1.0.0.schema.json} beside this class describes it. */
  public void writeJson(OutputStream out) throws IOException {
    record Document(
        String schemaVersion, Sums before, Sums after, Counts counts, List<ImageChange> images) {}
    out.write(
        OutcomeFormat.json()
            .writer(JsonReport.indented())
            .writeValueAsBytes(new Document(SCHEMA_VERSION, before, after, counts(), images)));
    out.write('\n');
  }
}
