package dev.imageaudit.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** A report that is written beside its place under a temporary name; closing it deletes it. */
interface Draft extends Closeable {
  /** A temporary name for {@code name}. */
  static String newName(String name) {
    return "." + name + "." + UUID.randomUUID() + ".part";
  }

  /** What matches the temporary names for {@code name}. */
  static String glob(String name) {
    return "." + name + ".????????-????-????-????-????????????.part";
  }

  /** Where it belongs. */
  Path place();

  /** Puts it in its place, and what was there is gone. */
  void publish() throws IOException;
}
