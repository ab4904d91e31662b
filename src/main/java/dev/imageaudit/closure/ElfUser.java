package dev.imageaudit.closure;

import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.Optional;

/**
 * An ELF file in a process, looking for its libraries.
 *
 * @param loadedAs the path by which it was found, links in its last component not followed
 * @param interpreter of the process: of the program, or of the system for a library alone
 */
record ElfUser(RootFile file, ElfFacts facts, String loadedAs, Optional<String> interpreter) {

  boolean isMusl() {
    return interpreter.map(path -> Paths.name(path).startsWith("ld-musl")).orElse(false);
  }
}
