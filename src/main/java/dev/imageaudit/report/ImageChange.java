package dev.imageaudit.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of an image between two runs: its components are the fields of the comparison.
 *
 * @param reference of the later run; of one that is gone, of the earlier
 * @param before what it was, empty where it is new
 * @param after what it is, empty where it is gone
 * @param added what the build leaves now and did not leave before, the largest first
 * @param fixed what it left before and leaves no more, the largest first
 */
public record ImageChange(
    String reference,
    Optional<String> platform,
    Optional<State> before,
    Optional<State> after,
    List<Leftover> added,
    List<Leftover> fixed) {
  /** Two builds of the same image differ by less than a percent. */
  private static final int NO_CHANGE_PERCENT = 1;

  public ImageChange {
    added = List.copyOf(added);
    fixed = List.copyOf(fixed);
  }

  /**
   * An image in one run.
   *
   * @param verdict empty where it was not audited
   */
  public record State(
      String reference,
      Optional<String> verdict,
      long compressedBytes,
      long residueCompressedBytes,
      long savedCompressedBytes) {
    static State of(RecordedImage image) {
      return new State(
          image.reference(),
          image.verdict(),
          image.compressedBytes(),
          image.residueBytes(),
          image.savedBytes());
    }
  }

  /** Residue or a secret. */
  public record Leftover(
      String rule, String kind, String name, Optional<String> version, long compressedBytes) {
    static Leftover of(RecordedFinding finding) {
      return new Leftover(
          finding.rule(),
          finding.kind(),
          finding.name(),
          finding.version(),
          finding.compressedBytes());
    }

    /** For people. */
    public String title() {
      return name
          + version.map(v -> " " + v).orElse("")
          + (compressedBytes == 0 ? "" : " (" + ByteText.of(compressedBytes) + ")");
    }
  }

  static ImageChange of(Optional<RecordedImage> before, Optional<RecordedImage> after) {
    RecordedImage named = after.or(() -> before).orElseThrow();
    boolean areBothAudited =
        before.filter(RecordedImage::isAudited).isPresent()
            && after.filter(RecordedImage::isAudited).isPresent();
    return new ImageChange(
        named.reference(),
        named.platform(),
        before.map(State::of),
        after.map(State::of),
        areBothAudited ? missing(after.orElseThrow(), before.orElseThrow()) : List.of(),
        areBothAudited ? missing(before.orElseThrow(), after.orElseThrow()) : List.of());
  }

  /** What the build left in {@code image} and not in {@code other}. */
  private static List<Leftover> missing(RecordedImage image, RecordedImage other) {
    Set<String> others =
        other.findings().stream()
            .filter(ImageChange::isLeftover)
            .map(RecordedFinding::identity)
            .collect(Collectors.toSet());
    return image.findings().stream()
        .filter(finding -> isLeftover(finding) && !others.contains(finding.identity()))
        .map(Leftover::of)
        .sorted((a, b) -> Long.compare(b.compressedBytes(), a.compressedBytes()))
        .toList();
  }

  private static boolean isLeftover(RecordedFinding finding) {
    return finding.isResidue() || finding.isSecret();
  }

  @JsonIgnore
  public boolean isNew() {
    return before.isEmpty();
  }

  @JsonIgnore
  public boolean isGone() {
    return after.isEmpty();
  }

  /** Whether both runs have a result. */
  private boolean isComparable() {
    return before.flatMap(State::verdict).isPresent() && after.flatMap(State::verdict).isPresent();
  }

  /** Whether it is larger by more than two builds of the same differ, or has more left over. */
  @JsonIgnore
  public boolean isGrown() {
    return isComparable()
        && (!added.isEmpty()
            || deltaBytes() * 100 > NO_CHANGE_PERCENT * before.orElseThrow().compressedBytes());
  }

  /** Whether something that a build had left is gone. */
  @JsonIgnore
  public boolean isFixed() {
    return !fixed.isEmpty();
  }

  /** Whether it could be audited before and cannot be now. */
  @JsonIgnore
  public boolean isLost() {
    return before.flatMap(State::verdict).isPresent()
        && after.isPresent()
        && after.flatMap(State::verdict).isEmpty();
  }

  /** How many bytes more there are to pull; nothing where either run has no result. */
  @JsonIgnore
  public long deltaBytes() {
    return isComparable()
        ? after.orElseThrow().compressedBytes() - before.orElseThrow().compressedBytes()
        : 0;
  }
}
