package dev.imageaudit.closure;

import java.util.List;

/**
 * A command that the container runs.
 *
 * @param argv its program and arguments, at least the former
 * @param by what runs it
 * @param directory that it runs in, absolute and normal
 */
record Command(List<String> argv, String by, String directory) {
  Command {
    argv = List.copyOf(argv);
  }

  List<String> arguments() {
    return argv.subList(1, argv.size());
  }
}
