package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The programs whose commands are followed in a way of their own, by name. */
final class Starters {
  private static final Pattern SHELL = Pattern.compile("(?:ba|da|a|k|z|mk|pdk|r)?sh");

  private static final Map<String, Starter> BY_NAME =
      Map.ofEntries(Map.entry("busybox", new BusyboxStarter()));

  private Starters() {}

  static Optional<Starter> of(String program) {
    return isShell(program)
        ? Optional.of(new ShellStarter())
        : Optional.ofNullable(BY_NAME.get(program));
  }

  static boolean isShell(String program) {
    return SHELL.matcher(Paths.name(program)).matches();
  }
}
