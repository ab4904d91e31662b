package dev.imageaudit.image;

import dev.imageaudit.oci.Platform;

/** Which platforms of an index are audited: one, or all. */
public sealed interface PlatformSelector {
  /** Every platform: an image each. */
  record All() implements PlatformSelector {}

  /** The first manifest that serves {@code platform}. */
  record One(Platform platform) implements PlatformSelector {}

  /**
   * Reads {@code all} or {@code os/architecture[/variant]}.
   *
   * @throws IllegalArgumentException where {@code text} is neither
   */
  static PlatformSelector parse(String text) {
    return text.equals("all") ? new All() : new One(Platform.parse(text));
  }
}
