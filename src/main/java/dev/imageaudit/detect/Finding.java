package dev.imageaudit.detect;

import dev.imageaudit.packages.InstalledPackage;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One thing that an image ships and that a runtime image does not need, or that a security reviewer
 * asks about. A path belongs to at most one finding of an image.
 *
 * @param rule the knowledge base's identifier of what found it
 * @param name for people, such as {@code GCC C compiler}
 * @param version as read from the image; empty where the image does not say
 * @param purl the package URL of what no package database owns; empty where the owner's says it
 * @param owner the package that brought it
 * @param evidence the paths that prove it, sorted, at most ten
 * @param paths all files, links and directories of the root filesystem that go when it goes
 * @param because why it is not needed, as a sentence; empty where there is no more to say of it
 */
public record Finding(
    String rule,
    Kind kind,
    String name,
    Optional<String> version,
    Optional<String> purl,
    Optional<InstalledPackage> owner,
    List<String> evidence,
    SortedSet<String> paths,
    Optional<String> because,
    Confidence confidence) {

  public Finding {
    evidence = List.copyOf(evidence);
    paths = Collections.unmodifiableSortedSet(new TreeSet<>(paths));
  }

  /** One of which there is no more to say. */
  public Finding(
      String rule,
      Kind kind,
      String name,
      Optional<String> version,
      Optional<String> purl,
      Optional<InstalledPackage> owner,
      List<String> evidence,
      SortedSet<String> paths,
      Confidence confidence) {
    this(rule, kind, name, version, purl, owner, evidence, paths, Optional.empty(), confidence);
  }
}
