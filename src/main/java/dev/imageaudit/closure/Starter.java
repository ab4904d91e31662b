package dev.imageaudit.closure;

import dev.imageaudit.filesystem.RootFile;

/** Knows what one kind of program runs and opens, by its arguments and configuration. */
interface Starter {
  /** Follows {@code command}, whose program is {@code program}. */
  void follow(Command command, RootFile program, Trail trail);
}
