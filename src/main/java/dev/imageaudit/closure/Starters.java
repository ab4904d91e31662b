package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The programs whose commands are followed in a way of their own, by name. */
final class Starters {
  private static final Pattern SHELL = Pattern.compile("(?:ba|da|a|k|z|mk|pdk|r)?sh");

  private static final Map<String, Starter> BY_NAME =
      Map.ofEntries(
          Map.entry("busybox", new BusyboxStarter()),
          Map.entry("supervisord", new SupervisorStarter()),
          Map.entry("npm", new PackageScriptStarter()),
          Map.entry("yarn", new PackageScriptStarter()),
          Map.entry("pnpm", new PackageScriptStarter()),
          Map.entry("java", new JavaStarter()),
          Map.entry("run-parts", new DirectoryStarter("/*")),
          Map.entry("runsvdir", new DirectoryStarter("/*/run", "/*/log/run", "/*/finish")),
          Map.entry("s6-svscan", new DirectoryStarter("/*/run", "/*/log/run", "/*/finish")),
          Map.entry("runsv", new DirectoryStarter("/run", "/log/run", "/finish")),
          Map.entry("s6-supervise", new DirectoryStarter("/run", "/finish")),
          Map.entry("execlineb", new ExeclineStarter()));

  private Starters() {}

  static Optional<Starter> of(String program) {
    return isShell(program)
        ? Optional.of(new ShellStarter())
        : Optional.ofNullable(BY_NAME.get(program)).or(() -> Configurations.bundled().of(program));
  }

  static boolean isShell(String program) {
    return SHELL.matcher(Paths.name(program)).matches();
  }
}
