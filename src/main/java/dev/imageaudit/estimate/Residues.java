package dev.imageaudit.estimate;

import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.FoundSecret;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Judges and weighs findings. */
public final class Residues {
  private Residues() {}

  /** Each of {@code findings}, with its bytes, and whether the entry point leads to it. */
  public static List<Residue> of(
      RootFilesystem root, List<Finding> findings, RuntimeClosure closure) {
    Map<String, Integer> finder = new HashMap<>();
    List<SortedMap<Integer, Bytes>> byLayer = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      for (String path : findings.get(i).paths()) {
        finder.put(path, i);
      }
      byLayer.add(new TreeMap<>());
    }
    Removal removal = Removal.of(root, finder::containsKey);
    Set<FileEntry> weighed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (RootFile file : hardLinksLast(root)) {
      Integer found = finder.get(file.path());
      if (found != null) {
        for (FileEntry entry : List.of(file.entry(), file.inode())) {
          if (removal.contains(entry) && weighed.add(entry)) {
            byLayer.get(found).merge(file.layer(), Bytes.of(entry), Bytes::plus);
          }
        }
      }
    }
    List<Residue> residues = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      residues.add(judge(findings.get(i), closure, byLayer.get(i)));
    }
    return residues;
  }

  /** So that a content is weighed in the layer that it lies in, and not in that of a later name. */
  private static List<RootFile> hardLinksLast(RootFilesystem root) {
    return Stream.of(false, true)
        .flatMap(last -> root.files().stream().filter(file -> file.isHardLink() == last))
        .toList();
  }

  /** Each of {@code secrets}, which weigh nothing and are never needed where they are. */
  public static List<Residue> ofSecrets(List<FoundSecret> secrets) {
    List<Residue> residues = new ArrayList<>();
    for (FoundSecret secret : secrets) {
      SortedMap<Integer, Bytes> byLayer = new TreeMap<>();
      secret.layer().ifPresent(layer -> byLayer.put(layer, Bytes.ZERO));
      residues.add(
          new Residue(
              secret.finding(),
              false,
              "Whoever can pull the image can read it: replace it, and hand it to the build as a"
                  + " secret.",
              Bytes.ZERO,
              byLayer));
    }
    return residues;
  }

  /** What all of {@code residues} weigh in the download. */
  static long compressedBytes(List<Residue> residues) {
    return residues.stream().mapToLong(r -> r.bytes().compressedBytes()).sum();
  }

  private static Residue judge(
      Finding finding, RuntimeClosure closure, SortedMap<Integer, Bytes> byLayer) {
    Optional<String> needed = finding.paths().stream().filter(closure::needsExactly).findFirst();
    String reason =
        needed
            .map(path -> "Running needs it: " + closure.chain(path).orElse(path) + ".")
            .orElse(
                finding.because().map(because -> because + " ").orElse("")
                    + "Nothing that the entry point leads to needs it.");
    Bytes bytes = byLayer.values().stream().reduce(Bytes.ZERO, Bytes::plus);
    return new Residue(finding, needed.isPresent(), reason, bytes, byLayer);
  }
}
