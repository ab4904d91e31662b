package dev.imageaudit.closure;

import dev.imageaudit.filesystem.RootFile;

/** {@code busybox sh -c …}: its first argument is the program. */
final class BusyboxStarter implements Starter {
  @Override
  public void follow(Command command, RootFile program, Trail trail) {
    if (!command.arguments().isEmpty()) {
      trail.run(command.arguments(), program.path(), command.directory());
    }
  }
}
