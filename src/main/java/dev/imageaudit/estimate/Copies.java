package dev.imageaudit.estimate;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Duplicate.Cause;
import dev.imageaudit.filesystem.ContentDigest;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files of one content in the root filesystem that are no hard links, residue left out: it goes
 * anyhow. Those that lie under the same names in the same directories are one group.
 */
final class Copies {
  /** Kinds of findings of which another stage would ship the paths again. */
  private static final Set<Kind> STAYS =
      EnumSet.of(Kind.SECRET, Kind.ATTACK_SURFACE, Kind.DOCUMENTATION);

  private final Subject subject;
  private final Duplicates.Waste waste;
  private final Map<List<String>, Group> groups = new LinkedHashMap<>();

  /** The copies that lie in the same places. */
  private static final class Group {
    private final SortedMap<Integer, Bytes> wastedByLayer = new TreeMap<>();
    private final Set<Integer> layers = new HashSet<>();
    private int files;
    private Bytes wasted = Bytes.ZERO;
  }

  Copies(Subject subject, Duplicates.Waste waste) {
    this.subject = subject;
    this.waste = waste;
  }

  List<Duplicate> duplicates() {
    for (List<RootFile> alike : byContent().values()) {
      if (alike.size() > 1) {
        add(alike);
      }
    }
    List<Duplicate> duplicates = new ArrayList<>();
    groups.forEach((places, group) -> duplicates.add(duplicate(places, group)));
    return duplicates;
  }

  /** Each content's files; of hard links one. */
  private Map<ContentDigest, List<RootFile>> byContent() {
    Set<String> residue = residue();
    Set<FileEntry> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<ContentDigest, List<RootFile>> byContent = new LinkedHashMap<>();
    for (RootFile file : subject.root().files()) {
      Optional<ContentDigest> digest = file.inode().digest();
      if (digest.isPresent() && !residue.contains(file.path()) && seen.add(file.inode())) {
        byContent.computeIfAbsent(digest.get(), d -> new ArrayList<>(2)).add(file);
      }
    }
    return byContent;
  }

  private Set<String> residue() {
    Set<String> paths = new HashSet<>();
    for (Residue residue : subject.residues()) {
      if (!residue.neededAtRuntime() && !STAYS.contains(residue.finding().kind())) {
        paths.addAll(residue.finding().paths());
      }
    }
    return paths;
  }

  private void add(List<RootFile> alike) {
    List<RootFile> firstLayerFirst = new ArrayList<>(alike);
    firstLayerFirst.sort(Comparator.comparingInt(RootFile::layer).thenComparing(RootFile::path));
    Group group =
        groups.computeIfAbsent(
            places(alike.stream().map(RootFile::path).toList()), places -> new Group());
    firstLayerFirst.forEach(file -> group.layers.add(file.layer()));
    for (RootFile copy : firstLayerFirst.subList(1, firstLayerFirst.size())) {
      Bytes bytes = Bytes.of(copy.inode());
      group.files++;
      group.wasted = group.wasted.plus(bytes);
      group.wastedByLayer.merge(copy.layer(), bytes, Bytes::plus);
      waste.add(copy.layer(), bytes);
    }
  }

  /** The directories that have {@code paths} under the same names; else the paths themselves. */
  private static List<String> places(List<String> paths) {
    List<String> places = paths;
    while (places.stream().map(Paths::name).distinct().count() == 1
        && places.stream().map(Paths::parent).noneMatch("/"::equals)) {
      List<String> parents = places.stream().map(Paths::parent).toList();
      if (parents.stream().distinct().count() < parents.size()) {
        break;
      }
      places = parents;
    }
    return places.stream().sorted().toList();
  }

  private Duplicate duplicate(List<String> places, Group group) {
    boolean isOfTheBase = group.layers.stream().allMatch(layer -> layer < subject.baseLayers());
    return new Duplicate(
        Cause.COPY,
        group.files,
        places,
        group.wasted,
        new TreeSet<>(group.layers),
        group.wastedByLayer.entrySet().stream()
            .max(Map.Entry.comparingByValue(Comparator.comparingLong(Bytes::uncompressedBytes)))
            .map(Map.Entry::getKey),
        isOfTheBase
            ? "The base image has the same content in several places; only another base changes"
                + " that."
            : "The same content lies in several places: keep one, and let links lead there.");
  }
}
