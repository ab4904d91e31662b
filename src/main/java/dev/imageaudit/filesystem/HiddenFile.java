package dev.imageaudit.filesystem;

import java.util.Locale;

/**
 * A file that is pulled and never seen, for a later layer hides it.
 *
 * @param path where it would be
 * @param layer the index of the layer that brings it
 * @param entry its content; each is hidden once, when its last name goes
 * @param hiddenBy the index of the layer that hides it
 */
public record HiddenFile(String path, int layer, FileEntry entry, int hiddenBy, Cause cause) {

  /** How a later layer hides a file. */
  public enum Cause {
    DELETED,
    OVERWRITTEN,
    /** Overwritten by the same content: a mere {@code chmod}, {@code chown} or {@code touch}. */
    COPIED_UP;

    /** The name in reports. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
