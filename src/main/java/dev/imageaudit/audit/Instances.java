package dev.imageaudit.audit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many containers run an image, as seen at three levels that count the same ones: workloads,
 * what they make (replica sets, jobs), pods. Pods know the digest that they run.
 *
 * @param workloads of objects that nobody owns
 * @param owned of objects between a workload and its pods
 * @param pods by the digest that they run, empty where that is not known
 */
record Instances(long workloads, long owned, SortedMap<String, Long> pods) {
  private static final long UNKNOWN_REPLICAS = 1;

  /** What one object stands for. */
  static Instances of(Map<?, ?> object) {
    boolean isOwned =
        !DocumentFields.maps(DocumentFields.map(object, "metadata"), "ownerReferences").isEmpty();
    String kind = DocumentFields.text(object, "kind").orElse("");
    if (kind.equals("Pod")) {
      long count = KubernetesObjects.isFinished(object) ? 0 : 1;
      return new Instances(isOwned ? 0 : count, 0, new TreeMap<>(Map.of("", count)));
    }
    long count =
        replicas(kind, DocumentFields.map(object, "spec"), DocumentFields.map(object, "status"));
    return new Instances(isOwned ? 0 : count, isOwned ? count : 0, new TreeMap<>());
  }

  private static long replicas(String kind, Map<?, ?> spec, Map<?, ?> status) {
    return switch (kind) {
      case "CronJob" -> 0; // what it starts are jobs
      case "DaemonSet" ->
          DocumentFields.count(status, "desiredNumberScheduled").orElse(UNKNOWN_REPLICAS);
      case "Job" -> DocumentFields.count(spec, "parallelism").orElse(UNKNOWN_REPLICAS);
      default -> DocumentFields.count(spec, "replicas").orElse(UNKNOWN_REPLICAS);
    };
  }

  /** The same, where the pods run {@code digest}. */
  Instances of(String digest) {
    SortedMap<String, Long> running = new TreeMap<>();
    pods.values().forEach(count -> running.merge(digest, count, Long::sum));
    return new Instances(workloads, owned, running);
  }

  Instances plus(Instances that) {
    SortedMap<String, Long> sum = new TreeMap<>(pods);
    that.pods.forEach((digest, count) -> sum.merge(digest, count, Long::sum));
    return new Instances(workloads + that.workloads, owned + that.owned, sum);
  }

  /**
   * The containers by digest, empty where it is not known. What a workload asks for and no pod
   * shows counts for the digest that most of its pods run.
   */
  SortedMap<String, Long> byDigest() {
    SortedMap<String, Long> counts = new TreeMap<>(pods);
    Long unknown = counts.remove("");
    String most = "";
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      if (most.isEmpty() || entry.getValue() > counts.getOrDefault(most, 0L)) {
        most = entry.getKey();
      }
    }
    if (unknown != null) {
      counts.merge(most, unknown, Long::sum);
    }
    long seen = counts.values().stream().mapToLong(Long::longValue).sum();
    counts.merge(most, Math.max(0, Math.max(workloads, owned) - seen), Long::sum);
    return counts;
  }
}
