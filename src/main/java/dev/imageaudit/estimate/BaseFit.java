package dev.imageaudit.estimate;

import dev.imageaudit.estimate.RuntimeBase.Libc;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says by facts whether an image runs on a published base. */
final class BaseFit {
  private static final Pattern VERSION = Pattern.compile(":[a-z]*?(\\d+(?:\\.\\d+)*)");

  private final RuntimeNeeds needs;

  BaseFit(RuntimeNeeds needs) {
    this.needs = needs;
  }

  /** By what can be said before it is known what {@code base} lacks. */
  boolean mayFit(RuntimeBase base) {
    return base.role() == RuntimeBase.Role.RUNTIME
        && PublishedWeight.isKnown(base)
        && isOfTheLanguage(base)
        && (!needs.shell() || BaseContents.of(base).shell())
        && (base.libc() != Libc.NONE || (needs.libc() == Libc.NONE && needs.running().isEmpty()));
  }

  /**
   * Whether the programs that {@code image} brings to {@code base} find the C library there that
   * they were linked with, or a newer one; and of a plain distribution, the other libraries that it
   * knows.
   */
  boolean fits(RuntimeBase base, StandingImage image) {
    boolean isNative =
        image.files().stream()
            .flatMap(file -> file.inode().elf().stream())
            .anyMatch(elf -> elf.interpreter().isPresent() || !elf.needed().isEmpty());
    if (!isNative) {
      return true;
    }
    if (base.libc() != needs.libc()) {
      return false;
    }
    if (base.libc() == Libc.MUSL) {
      return true;
    }
    Optional<Distribution> there = Distribution.named(base.name());
    Optional<Distribution> here = needs.release();
    return there.isPresent()
        && here.isPresent()
        && here.get().runsOn(there.get())
        && (!base.ecosystem().startsWith("os-") || here.get().id().equals(there.get().id()));
  }

  /** A base without a language takes every program; a runtime is installed there beside it. */
  private boolean isOfTheLanguage(RuntimeBase base) {
    if (base.ecosystem().startsWith("os-")) {
      return needs.running().isEmpty() || BaseContents.of(base).shell();
    }
    return needs
        .running()
        .filter(running -> running.runtime().ecosystem().equals(base.ecosystem()))
        .map(running -> !running.runtime().versioned() || isOfTheVersion(base, running.version()))
        .orElse(false);
  }

  /** {@code node:22-slim} has 22.11, and not 20. */
  private static boolean isOfTheVersion(RuntimeBase base, Optional<String> version) {
    Matcher tag = VERSION.matcher(base.name());
    return version.isPresent()
        && tag.find()
        && (version.get() + ".").startsWith(tag.group(1) + ".");
  }
}
