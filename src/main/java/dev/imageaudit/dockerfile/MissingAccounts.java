package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.packages.PackageFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Accounts that the container runs by name, that the last stage's base does not know, and that no
 * command makes which could be told apart: the original's own, and those of the image below it.
 */
final class MissingAccounts {
  private static final Pattern MAKING =
      Pattern.compile("(?s).*\\b(?:(?:user|group)add|add(?:user|group))\\b.*");

  /** The fields of a line of {@code /etc/passwd}. */
  private static final int FIELDS = 7;

  private final Subject subject;
  private final RootFilesystem below;
  private final Map<String, String> groups;

  private MissingAccounts(Subject subject, RootFilesystem below) {
    this.subject = subject;
    this.below = below;
    this.groups = new LinkedHashMap<>();
    for (String[] group : AccountLines.of(subject.root(), "/etc/group")) {
      groups.putIfAbsent(group.length > 2 ? group[2] : "", group[0]);
    }
  }

  /**
   * The commands that make them with their numbers, by the account's name.
   *
   * @param below what the last stage's base has
   * @param own the original's own steps
   * @param made the names that commands of the original's make again
   */
  static Map<String, String> of(
      Subject subject, RootFilesystem below, List<BuildStep> own, Set<String> made) {
    return new MissingAccounts(subject, below).commands(own, made);
  }

  private Map<String, String> commands(List<BuildStep> own, Set<String> made) {
    Set<String> known = new TreeSet<>(made);
    AccountLines.of(below, "/etc/passwd").forEach(line -> known.add(line[0]));
    Set<String> knownGroups = new TreeSet<>();
    AccountLines.of(below, "/etc/group").forEach(line -> knownGroups.add(line[0]));
    String runsAs = subject.config().user().replaceFirst(":.*", "");
    Map<String, String> commands = new LinkedHashMap<>();
    for (String[] user : AccountLines.of(subject.root(), "/etc/passwd")) {
      boolean isWanted = user[0].equals(runsAs) || own.stream().anyMatch(s -> makes(s, user[0]));
      if (isWanted && user.length == FIELDS && known.add(user[0]) && isPlain(user)) {
        commands.put(user[0], command(user, knownGroups));
      }
    }
    return commands;
  }

  private static boolean makes(BuildStep step, String name) {
    return step.is("RUN")
        && MAKING.matcher(step.arguments()).matches()
        && List.of(step.arguments().split("[\\s;&|]+", -1)).contains(name);
  }

  private static boolean isPlain(String[] user) {
    return user[2].matches("[0-9]+")
        && user[3].matches("[0-9]+")
        && user[0].matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")
        && Quoting.isPlain(user[5])
        && Quoting.isPlain(user[6]);
  }

  private String command(String[] user, Set<String> knownGroups) {
    boolean isAlpine =
        subject.packages().packages().stream().anyMatch(p -> p.format() == PackageFormat.APK);
    String group = groups.getOrDefault(user[3], user[0]);
    List<String> parts = new ArrayList<>();
    if (Quoting.isPlain(group) && knownGroups.add(group)) {
      parts.add((isAlpine ? "addgroup -g " : "groupadd --gid ") + user[3] + " " + group);
    }
    parts.add(
        isAlpine
            ? String.format(
                "adduser -D -u %s -G %s -h %s -s %s %s", user[2], group, user[5], user[6], user[0])
            : String.format(
                "useradd --uid %s --gid %s --home-dir %s --shell %s %s",
                user[2], user[3], user[5], user[6], user[0]));
    return String.join(" && ", parts);
  }
}
