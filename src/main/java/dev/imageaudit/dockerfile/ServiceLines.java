package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the container is started and watched, at the end of the last stage. */
final class ServiceLines {
  /** No account of any distribution, and no root: also that of distroless images. */
  private static final String NOBODY = "65532:65532";

  /** Programs that start as root and give it up themselves. */
  private static final Set<String> STEP_DOWN =
      Set.of(
          "gosu",
          "su-exec",
          "setpriv",
          "runuser",
          "chpst",
          "s6-setuidgid",
          "nginx",
          "httpd",
          "apache2",
          "php-fpm",
          "supervisord",
          "sshd",
          "cron",
          "crond");

  private static final Pattern PORT =
      Pattern.compile("[0-9]{1,5}(?:-[0-9]{1,5})?(?:/(?:tcp|udp))?");
  private static final Pattern DURATIONS =
      Pattern.compile("\\] \"([0-9a-z.]+)\" \"([0-9a-z.]+)\" \"([0-9a-z.]+)\"");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private final DockerfileText file;
  private final Subject subject;
  private final ImageConfig config;
  private final List<BuildStep> own;
  private final AccountSteps accounts;
  private final FromImage base;

  ServiceLines(
      DockerfileText file,
      Subject subject,
      List<BuildStep> own,
      AccountSteps accounts,
      FromImage base) {
    this.file = file;
    this.subject = subject;
    this.config = subject.config();
    this.own = own;
    this.accounts = accounts;
    this.base = base;
  }

  void write() {
    volumes();
    user();
    Set<String> ports = new LinkedHashSet<>();
    steps("EXPOSE").forEach(text -> ports.addAll(words(text, PORT)));
    if (!ports.isEmpty()) {
      file.plain("EXPOSE", String.join(" ", ports));
    }
    steps("STOPSIGNAL").stream()
        .reduce((first, last) -> last)
        .filter(signal -> signal.matches("[A-Z0-9+-]{1,16}"))
        .ifPresent(signal -> file.plain("STOPSIGNAL", signal));
    healthcheck();
    if (!config.entrypoint().isEmpty()) {
      file.exec("ENTRYPOINT", config.entrypoint());
    }
    if (!config.cmd().isEmpty()) {
      file.exec("CMD", config.cmd());
    }
  }

  private List<String> steps(String keyword) {
    return own.stream().filter(step -> step.is(keyword)).map(BuildStep::arguments).toList();
  }

  /** What builders print as a list or a map. */
  private static List<String> words(String text, Pattern pattern) {
    List<String> words = new ArrayList<>();
    for (String word :
        text.replaceAll("map\\[|\\[|\\]|:\\{\\}|[\",]", " ").strip().split("\\s+", -1)) {
      if (pattern.matcher(word).matches()) {
        words.add(word);
      }
    }
    return words;
  }

  private void volumes() {
    Set<String> volumes = new LinkedHashSet<>();
    steps("VOLUME")
        .forEach(text -> volumes.addAll(words(text, Pattern.compile("/[A-Za-z0-9/._-]*"))));
    if (!volumes.isEmpty()) {
      file.exec("VOLUME", List.copyOf(volumes));
    }
  }

  private void user() {
    String user = config.user();
    String name = user.replaceFirst(":.*", "");
    if (!name.isEmpty() && !name.equals("root") && !name.equals("0")) {
      boolean isThere = name.matches("[0-9]+") || accounts.makesUser(name) || isInherited(name);
      if (!isThere && !base.empty()) {
        file.fillIn("make the user " + name + " here as the original does, or name its number.");
      }
      if (ACCOUNT.matcher(name).matches() && Quoting.isPlain(user)) {
        file.plain("USER", base.empty() && !name.matches("[0-9]+") ? NOBODY : user);
      }
      return;
    }
    Optional<String> first = stepsDown();
    if (first.isPresent()) {
      file.comment("It starts as root, as the original does: " + first.get() + " gives that up.");
      return;
    }
    file.comment(
        "The original runs as root, and shows no need of it. What the process writes to has to be"
            + " this user's: COPY --chown="
            + NOBODY
            + ", or a volume.");
    file.plain("USER", NOBODY);
  }

  /** Whether the base knows the user {@code name} already, as far as can be told. */
  private boolean isInherited(String name) {
    return AccountLines.of(subject.root(), "/etc/passwd").stream()
        .anyMatch(fields -> fields.length > 1 && fields[0].equals(name));
  }

  private Optional<String> stepsDown() {
    return subject.closure().needs().keySet().stream()
        .filter(subject.closure()::needsExactly)
        .map(Paths::name)
        .filter(name -> STEP_DOWN.contains(name.replaceFirst("[0-9.]+$", "")))
        .findFirst();
  }

  private void healthcheck() {
    List<String> test = config.healthcheck();
    if (test.isEmpty()) {
      return;
    }
    if (test.get(0).equals("NONE")) {
      file.plain("HEALTHCHECK", "NONE");
      return;
    }
    boolean isShell = test.get(0).equals("CMD-SHELL");
    List<String> words = test.subList(1, test.size());
    if (words.isEmpty()) {
      return;
    }
    if (base.empty()) {
      file.comment(
          "The original's health check had to go, for there is neither a shell nor a client here;"
              + " let the orchestrator ask, or teach the program to ask itself. It was: "
              + String.join(" ", words));
      return;
    }
    List<String> command = new ArrayList<>(isShell ? List.of("/bin/sh", "-c") : List.of());
    command.addAll(words);
    file.exec("HEALTHCHECK" + intervals() + " CMD", command);
  }

  private String intervals() {
    StringBuilder flags = new StringBuilder();
    steps("HEALTHCHECK").stream()
        .reduce((first, last) -> last)
        .map(DURATIONS::matcher)
        .filter(Matcher::find)
        .ifPresent(
            found -> {
              List<String> names = List.of("interval", "timeout", "start-period");
              for (int i = 0; i < names.size(); i++) {
                if (!found.group(i + 1).equals("0s")) {
                  flags.append(
                      String.format(Locale.ROOT, " --%s=%s", names.get(i), found.group(i + 1)));
                }
              }
            });
    return flags.toString();
  }
}
