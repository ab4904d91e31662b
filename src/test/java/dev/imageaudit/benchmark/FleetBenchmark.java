package dev.imageaudit.benchmark;

import dev.imageaudit.benchmark.SampleLayout.SampleImage;
import dev.imageaudit.benchmark.SampleLayout.SampleLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Fleets of few and of many images over the same layers, from a registry on this machine. */
class FleetBenchmark {
  private static final int REPETITIONS = Integer.getInteger("benchmark.repetitions", 3);
  private static final Path DIRECTORY = Path.of("target/benchmark");
  private static final int LAYERS = 12;
  private static final long BASE_BYTES = 200_000_000L;
  private static final long LAYER_BYTES = 80_000_000L;

  /** A fleet, and how long it took. */
  private record Entrant(String name, List<SampleImage> images, List<Timing> timings) {
    private Set<SampleLayer> uniqueLayers() {
      Set<SampleLayer> unique = new LinkedHashSet<>();
      images.forEach(image -> unique.addAll(image.layers()));
      return unique;
    }
  }

  @Test
  void fleetsOverSharedLayers() throws Exception {
    Assumptions.assumeTrue(
        Programs.isInstalled("docker-registry")
            || !System.getenv().getOrDefault("IMAGE_AUDIT_TEST_REGISTRY", "").isBlank(),
        "skipped: this needs docker-registry, or IMAGE_AUDIT_TEST_REGISTRY");
    SampleLayout layout = SampleLayout.of(DIRECTORY.resolve("fleet"), FleetBenchmark::images);
    List<SampleImage> images = layout.images();
    Map<String, List<SampleImage>> fleets = new LinkedHashMap<>();
    for (SampleImage image : images) {
      fleets
          .computeIfAbsent(image.name().replaceFirst("-\\d+$", ""), name -> new ArrayList<>())
          .add(image);
    }
    try (LocalRegistry registry = LocalRegistry.open(DIRECTORY.resolve("registry"))) {
      List<Entrant> entrants = new ArrayList<>();
      for (Map.Entry<String, List<SampleImage>> fleet : fleets.entrySet()) {
        List<String> references = new ArrayList<>();
        for (SampleImage image : fleet.getValue()) {
          references.add(registry.push(layout, image));
        }
        Files.write(list(fleet.getKey()), references);
        entrants.add(new Entrant(fleet.getKey(), fleet.getValue(), new ArrayList<>()));
      }
      Map<String, List<Timing>> others = new LinkedHashMap<>();
      for (int repetition = 0; repetition < REPETITIONS; repetition++) {
        for (Entrant entrant : entrants) {
          entrant.timings.add(audit(registry, entrant));
        }
        compare(layout, fleets, others);
      }
      String tables = tables(entrants, others);
      System.out.println(tables);
      BenchmarkDocument.replace("fleet", tables);
    }
  }

  /** One image that has all layers, and fleets of 5 and 50 that share them, or half of them. */
  private static List<SampleImage> images(SampleLayout layout) throws IOException {
    SampleTree tree = new SampleTree();
    SampleLayer base = layout.addLayer(tree, BASE_BYTES);
    List<SampleLayer> layers = new ArrayList<>();
    for (int i = 1; i < LAYERS; i++) {
      layers.add(layout.addLayer(tree, LAYER_BYTES));
    }
    List<SampleLayer> all = new ArrayList<>(layers);
    all.add(0, base);
    List<SampleImage> images = new ArrayList<>();
    images.add(layout.addImage("all", all));
    addFleet(layout, "five", 5, base, layers, images);
    addFleet(layout, "fifty", 50, base, layers, images);
    addFleet(layout, "half", 50, base, layers.subList(0, LAYERS / 2 - 1), images);
    return images;
  }

  private static void addFleet(
      SampleLayout layout,
      String name,
      int count,
      SampleLayer base,
      List<SampleLayer> layers,
      Collection<SampleImage> images)
      throws IOException {
    int own = Math.max(2, -Math.floorDiv(-layers.size(), count));
    for (int i = 0; i < count; i++) {
      Set<SampleLayer> chosen = new LinkedHashSet<>(List.of(base));
      for (int k = 0; k < own; k++) {
        chosen.add(
            layers.get(
                (i + k * (count < layers.size() ? count : i / layers.size() + 1)) % layers.size()));
      }
      images.add(layout.addImage(name + "-" + i, List.copyOf(chosen)));
    }
  }

  private static Path list(String fleet) {
    return DIRECTORY.resolve("fleet-" + fleet + ".txt");
  }

  private static Path heapLog(String fleet) {
    return DIRECTORY.resolve("fleet-" + fleet + ".gc");
  }

  private static Timing audit(LocalRegistry registry, Entrant entrant)
      throws IOException, InterruptedException {
    return Timing.ofShell(
        Programs.audit(
            HeapLog.option(heapLog(entrant.name)),
            "--insecure " + registry.host() + " --images " + list(entrant.name)));
  }

  private static void compare(
      SampleLayout layout, Map<String, List<SampleImage>> fleets, Map<String, List<Timing>> others)
      throws IOException, InterruptedException {
    StringBuilder gzip = new StringBuilder("set -e");
    for (SampleLayer layer : fleets.getOrDefault("all", List.of()).get(0).layers()) {
      gzip.append("; gzip -dc ").append(layout.blob(layer.digest())).append(" | tar -t");
    }
    others
        .computeIfAbsent(
            "the unique layers, from disk, by `gzip -dc` and `tar -t`", k -> new ArrayList<>())
        .add(Timing.ofShell(gzip.toString()));
    if (Programs.isInstalled("skopeo")) {
      for (String fleet : List.of("all", "fifty")) {
        others
            .computeIfAbsent(
                "`skopeo copy` to `dir:` of " + (fleet.equals("all") ? "the one image" : "the 50"),
                k -> new ArrayList<>())
            .add(Timing.ofShell(skopeo(list(fleet))));
      }
    }
  }

  private static String skopeo(Path list) {
    Path target = DIRECTORY.resolve("skopeo");
    return "set -e; for image in $(cat %s); do skopeo copy --quiet --insecure-policy --src-tls-verify=false docker://$image dir:%s; rm -r %s; done"
        .formatted(list, target, target);
  }

  private static String tables(List<Entrant> entrants, Map<String, List<Timing>> others)
      throws IOException {
    StringBuilder tables = new StringBuilder();
    tables.append(BenchmarkDocument.machine());
    tables.append(" %d alternating runs of each; whole processes.%n%n".formatted(REPETITIONS));
    tables.append(
        BenchmarkDocument.row(
            "images",
            "unique layers",
            "of the unique layers, MB",
            "of all images, MB",
            "median, s",
            "fastest, s",
            "CPU, s",
            "s per GB of unique layers",
            "heap at most, MB",
            "of it live, MB"));
    tables.append("|" + " ---: |".repeat(10) + "\n");
    for (Entrant entrant : entrants) {
      long unique = streamBytes(entrant.uniqueLayers());
      long total = 0;
      for (SampleImage image : entrant.images) {
        total += streamBytes(image.layers());
      }
      Timing median = Timing.median(entrant.timings);
      HeapLog heap = HeapLog.read(heapLog(entrant.name));
      tables.append(
          BenchmarkDocument.row(
              entrant.images.size(),
              entrant.uniqueLayers().size(),
              unique / 1_000_000,
              total / 1_000_000,
              median.wallSeconds(),
              Timing.leastWallSeconds(entrant.timings),
              median.cpuSeconds(),
              median.wallSeconds() / (unique / 1e9),
              heap.peakMegabytes(),
              heap.liveMegabytes()));
    }
    tables.append('\n').append(BenchmarkDocument.row("beside it", "median, s", "CPU, s"));
    tables.append("| --- | ---: | ---: |\n");
    others.forEach(
        (name, runs) -> {
          Timing median = Timing.median(runs);
          tables.append(BenchmarkDocument.row(name, median.wallSeconds(), median.cpuSeconds()));
        });
    return tables.toString();
  }

  private static long streamBytes(Collection<SampleLayer> layers) {
    return layers.stream().mapToLong(SampleLayer::streamBytes).sum();
  }
}
