package dev.imageaudit.detect;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a rule has recognised, before it is decided which paths go with it.
 *
 * @param name the rule's, unless it recognises things of many names
 * @param roots its directories; none where packages brought it or only single files go
 * @param extent what goes of its directories, as patterns relative to each
 * @param files what goes by itself
 * @param owner the package that brought it
 * @param packages those that go whole, the owner included; none where it is found by its files
 * @param evidence the paths that prove it, the one that the search started from first
 * @param because why it is not needed, as a sentence; empty where there is no more to say of it
 */
record Candidate(
    Rule rule,
    String name,
    List<String> roots,
    List<PathPattern> extent,
    List<String> files,
    Optional<String> version,
    Optional<InstalledPackage> owner,
    List<InstalledPackage> packages,
    List<String> evidence,
    Optional<String> because,
    Confidence confidence) {
  static final int MAX_EVIDENCE = 10;

  Candidate {
    roots = List.copyOf(roots);
    extent = List.copyOf(extent);
    files = List.copyOf(files);
    packages = List.copyOf(packages);
    evidence = List.copyOf(evidence);
  }

  /** One of which there is no more to say. */
  Candidate(
      Rule rule,
      String name,
      List<String> roots,
      List<PathPattern> extent,
      List<String> files,
      Optional<String> version,
      Optional<InstalledPackage> owner,
      List<InstalledPackage> packages,
      List<String> evidence,
      Confidence confidence) {
    this(
        rule,
        name,
        roots,
        extent,
        files,
        version,
        owner,
        packages,
        evidence,
        Optional.empty(),
        confidence);
  }

  /** Whether it only says something of files that stay. */
  boolean takesNothing() {
    return roots.isEmpty() && files.isEmpty() && packages.isEmpty();
  }

  /** Whether another that found the same would say more: evidence, or a file that goes too. */
  boolean wantsMore() {
    return !files.isEmpty() || evidence.size() < MAX_EVIDENCE;
  }

  /** This with the evidence of {@code other}, which found the same. */
  Candidate with(Candidate other) {
    List<String> both = new ArrayList<>(evidence);
    for (String path : other.evidence) {
      if (both.size() < MAX_EVIDENCE && !both.contains(path)) {
        both.add(path);
      }
    }
    return new Candidate(
        rule,
        name,
        roots,
        extent,
        Stream.of(files, other.files).flatMap(List::stream).distinct().toList(),
        version.or(() -> other.version),
        owner.or(() -> other.owner),
        packages,
        both,
        because.or(() -> other.because),
        confidence.compareTo(other.confidence) >= 0 ? confidence : other.confidence);
  }

  /** The finding, {@code paths} being what goes with it. */
  Finding finding(SortedSet<String> paths) {
    SortedSet<String> shown = new TreeSet<>(evidence);
    return new Finding(
        rule.id(),
        rule.kind(),
        name,
        version,
        owner.isPresent() ? Optional.empty() : purl(),
        owner,
        shown.stream().limit(MAX_EVIDENCE).toList(),
        paths,
        because,
        confidence);
  }

  private Optional<String> purl() {
    return rule.purl()
        .map(purl -> purl.replace("${name}", name).split("/", 2))
        .map(purl -> PackageUrl.of(purl[0], purl[1], version.orElse(""), Map.of()));
  }
}
