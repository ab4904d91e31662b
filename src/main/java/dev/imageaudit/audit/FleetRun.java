package dev.imageaudit.audit;

import dev.imageaudit.estimate.Tariff;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.LayerCache;
import dev.imageaudit.filesystem.LayerIndexer;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.FoundImage;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Platform;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Audits a fleet: first finds every image, so that those that others are built on are known, then
 * reads each layer once and audits image by image. Whatever happens to an image becomes its
 * outcome.
 */
public final class FleetRun {
  private final ImageSource images;
  private final ImageAuditor auditor;
  private final Settings settings;
  private final FleetEvents events;
  private final Clock clock;

  /**
   * How a fleet is audited.
   *
   * @param jobs images, and layers, in parallel
   * @param rules what is kept of each layer
   * @param knownBases which images the user names as bases
   * @param tariff what the bytes take and cost
   * @param groupBy by what the saving is told apart; empty where nobody asks
   */
  public record Settings(
      int jobs,
      PlatformSelector platforms,
      CaptureRules rules,
      KnownBases knownBases,
      FleetAudit.Tool tool,
      Tariff tariff,
      Optional<GroupKey> groupBy) {

    /** By the usual bandwidth, without prices. */
    public Settings(
        int jobs,
        PlatformSelector platforms,
        CaptureRules rules,
        KnownBases knownBases,
        FleetAudit.Tool tool) {
      this(jobs, platforms, rules, knownBases, tool, Tariff.DEFAULT, Optional.empty());
    }
  }

  public FleetRun(
      ImageSource images,
      ImageAuditor auditor,
      Settings settings,
      FleetEvents events,
      Clock clock) {
    this.images = images;
    this.auditor = auditor;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Audits {@code targets}.
   *
   * @param decided outcomes of what never became a target, such as a bad line of the list
   * @return the result; the caller closes it
   * @throws IOException where the run's own files cannot be written
   */
  public FleetAudit run(Collection<Target> targets, Collection<AuditOutcome> decided)
      throws IOException {
    Instant started = clock.instant();
    WorkDirectory work = WorkDirectory.create();
    OutcomeSpool spool = new OutcomeSpool(work.path("outcomes"));
    FleetSums sums = new FleetSums(settings.groupBy());
    Consumer<AuditOutcome> record =
        outcome -> {
          spool.add(outcome);
          sums.add(outcome);
          events.imageDone(outcome);
        };
    ExecutorService workers = Executors.newFixedThreadPool(settings.jobs());
    ExecutorService readers = Executors.newFixedThreadPool(settings.jobs());
    try (LayerIndexer indexer = new LayerIndexer(settings.rules(), events::bytesRead)) {
      LayerLibrary library =
          new LayerLibrary(new LayerCache(work.directory("layers")), indexer, readers);
      decided.forEach(record);
      Collection<Candidate> candidates = findAll(targets, workers, record);
      events.fleetExpanded(candidates.size());
      BaseRecognition bases = new BaseRecognition(candidates, settings.knownBases());
      forEach(candidates, workers, c -> record.accept(audit(c, library, bases)));
    } finally {
      workers.shutdownNow();
      readers.shutdownNow();
    }
    return new SpooledFleetAudit(
        settings.tool(),
        new FleetAudit.Run(started, clock.instant()),
        sums.totals(),
        sums.bases(),
        sums.savings(settings.tariff(), spool::sorted),
        settings.tariff(),
        spool,
        work);
  }

  private Collection<Candidate> findAll(
      Collection<Target> targets, ExecutorService workers, Consumer<AuditOutcome> record) {
    Queue<Candidate> candidates = new ConcurrentLinkedQueue<>();
    forEach(targets, workers, target -> find(target, candidates, record));
    return candidates;
  }

  private void find(
      Target target, Collection<Candidate> candidates, Consumer<AuditOutcome> record) {
    List<FoundImage> found;
    try {
      found = images.find(ImageName.parse(target.name()), settings.platforms());
    } catch (ImageException e) {
      record.accept(failed(target, Optional.empty(), Optional.empty(), Stage.RESOLVE, e));
      return;
    } catch (RuntimeException e) {
      record.accept(failed(target, Optional.empty(), Optional.empty(), Stage.RESOLVE, internal(e)));
      return;
    }
    for (FoundImage image : found) {
      try {
        candidates.add(Candidate.open(target, image));
        events.imageResolved();
      } catch (ImageException e) {
        record.accept(failed(target, Optional.empty(), image.platform(), Stage.RESOLVE, e));
      } catch (RuntimeException e) {
        record.accept(
            failed(target, Optional.empty(), image.platform(), Stage.RESOLVE, internal(e)));
      }
    }
  }

  private AuditOutcome audit(Candidate candidate, LayerLibrary library, BaseRecognition bases) {
    Target target = candidate.target();
    Optional<ResolvedName> resolved = Optional.empty();
    Optional<Platform> platform = Optional.empty();
    Stage stage = Stage.RESOLVE;
    try {
      Image image = candidate.image();
      resolved = Optional.of(image.resolvedName());
      platform = Optional.of(image.platform());
      stage = Stage.LAYERS;
      var layers = library.indexes(image);
      stage = Stage.AUDIT;
      return auditor.audit(target, image, layers, bases.baseOf(candidate));
    } catch (ImageException e) {
      return failed(target, resolved, platform, stage, e);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return failed(target, resolved, platform, stage, internal(e));
    }
  }

  private static ImageException internal(Throwable fault) {
    return new ImageException(
        FailureReason.INTERNAL_ERROR, "a fault of this program: " + fault, fault);
  }

  private static AuditOutcome failed(
      Target target,
      Optional<ResolvedName> resolved,
      Optional<Platform> platform,
      Stage stage,
      ImageException e) {
    AuditOutcome.Failure failure = new AuditOutcome.Failure(stage, e.reason(), e.getMessage());
    return e.reason() == FailureReason.NOT_AN_IMAGE
        ? new AuditOutcome.Skipped(target.reference(), resolved, platform, target.labels(), failure)
        : new AuditOutcome.Failed(target.reference(), resolved, platform, target.labels(), failure);
  }

  private static <T> void forEach(
      Collection<T> items, ExecutorService workers, Consumer<T> action) {
    List<Future<?>> tasks = new ArrayList<>();
    for (T item : items) {
      tasks.add(workers.submit(() -> action.accept(item)));
    }
    for (Future<?> task : tasks) {
      try {
        task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
