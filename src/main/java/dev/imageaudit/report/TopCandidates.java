package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.oci.Platform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The images whose refactoring saves most, found while a fleet passes by. */
public final class TopCandidates {
  private static final Comparator<ImageAudit> MOST_SAVING_FIRST = Comparator.comparing(Rank::of);

  private final int count;
  private final PriorityQueue<ImageAudit> images =
      new PriorityQueue<>(MOST_SAVING_FIRST.reversed());

  /** Where an image stands among the candidates. */
  record Rank(long savedBytes, String reference, String platform) implements Comparable<Rank> {
    private static final Comparator<Rank> MOST_SAVING_FIRST =
        Comparator.comparing((Rank rank) -> -rank.savedBytes)
            .thenComparing(Rank::reference)
            .thenComparing(Rank::platform);

    static Rank of(ImageAudit image) {
      return new Rank(
          Saving.of(image).range().expected(),
          image.reference(),
          image.platform().map(Platform::toString).orElse(""));
    }

    @Override
    public int compareTo(Rank other) {
      return MOST_SAVING_FIRST.compare(this, other);
    }
  }

  TopCandidates(int count) {
    this.count = count;
  }

  /** The {@code count} images of {@code fleet} that save most, the most saving first. */
  public static List<ImageAudit> of(FleetAudit fleet, int count) {
    TopCandidates candidates = new TopCandidates(count);
    fleet.outcomes().forEach(candidates::add);
    return candidates.sorted();
  }

  void add(AuditOutcome outcome) {
    if (outcome instanceof ImageAudit image && image.verdict().isCandidate()) {
      images.add(image);
      if (images.size() > count) {
        images.remove();
      }
    }
  }

  /** Those with the largest savings, in that order. */
  List<ImageAudit> sorted() {
    List<ImageAudit> sorted = new ArrayList<>(images);
    sorted.sort(MOST_SAVING_FIRST);
    return sorted;
  }
}
