package dev.imageaudit.audit;

import dev.imageaudit.audit.ImageAudit.FoundPaths;
import dev.imageaudit.estimate.Duplicate;
import dev.imageaudit.estimate.Duplicate.Cause;
import dev.imageaudit.estimate.Duplicates;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an image ships more than once.
 *
 * @param bytes wasted: what goes where each content is shipped once
 * @param hiddenBytes the part of them that later layers hide, which is in the account {@code
 *     hidden} and in every projection's saving; the rest is in none
 * @param groups the largest first, those worth a reader's time
 * @param groupsOmitted how many more there are; the sums have them too
 */
public record ListedDuplicates(
    long bytes,
    long compressedBytes,
    long hiddenBytes,
    long hiddenCompressedBytes,
    List<Group> groups,
    int groupsOmitted) {
  private static final int MAX_GROUPS = 20;
  private static final int MAX_PLACES = 20;
  private static final long WORTH_A_LINE_BYTES = 100_000;

  public ListedDuplicates {
    groups = List.copyOf(groups);
  }

  /**
   * Contents that are shipped more than once for one cause.
   *
   * @param files how many are shipped in vain
   * @param places the files, or the directories that hold them under the same names
   * @param bytes wasted
   * @param layers the indexes of the layers that ship the contents
   * @param instruction that is the cause
   */
  public record Group(
      Cause cause,
      int files,
      FoundPaths places,
      long bytes,
      long compressedBytes,
      List<Integer> layers,
      Optional<String> instruction,
      String reason) {}

  /**
   * The report on {@code duplicates}.
   *
   * @param instructions of each layer
   * @param masked masks secrets
   */
  static ListedDuplicates of(
      Duplicates duplicates, List<Optional<String>> instructions, UnaryOperator<String> masked) {
    List<Group> shown =
        duplicates.groups().stream()
            .filter(d -> d.wasted().uncompressedBytes() >= WORTH_A_LINE_BYTES)
            .limit(MAX_GROUPS)
            .map(d -> group(d, instructions, masked))
            .toList();
    return new ListedDuplicates(
        duplicates.wasted().uncompressedBytes(),
        duplicates.wasted().compressedBytes(),
        duplicates.hidden().uncompressedBytes(),
        duplicates.hidden().compressedBytes(),
        shown,
        duplicates.groups().size() - shown.size());
  }

  private static Group group(
      Duplicate duplicate, List<Optional<String>> instructions, UnaryOperator<String> masked) {
    List<String> places = duplicate.places();
    return new Group(
        duplicate.cause(),
        duplicate.files(),
        new FoundPaths(places.size(), places.stream().limit(MAX_PLACES).toList()),
        duplicate.wasted().uncompressedBytes(),
        duplicate.wasted().compressedBytes(),
        List.copyOf(duplicate.layers()),
        duplicate.layer().flatMap(instructions::get),
        masked.apply(duplicate.reason()));
  }
}
