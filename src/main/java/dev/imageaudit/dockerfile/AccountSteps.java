package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The users and groups that the original makes, to be made again in the last stage. */
final class AccountSteps {
  private static final Pattern COMMAND =
      Pattern.compile("(?:/usr/sbin/)?(?:user|group)add .*|add(?:user|group) .*");
  private static final Pattern HARMLESS = Pattern.compile("[^;|&<>$`\\\\]*");
  private static final Set<String> FILES =
      Set.of("passwd", "group", "shadow", "gshadow", "subuid", "subgid");
  private static final int ID = 2;

  private final List<String> commands;
  private final Map<String, String> users;
  private final Map<String, String> groups;

  private AccountSteps(
      List<String> commands, Map<String, String> users, Map<String, String> groups) {
    this.commands = List.copyOf(commands);
    this.users = Map.copyOf(users);
    this.groups = Map.copyOf(groups);
  }

  /** Those that the steps {@code own} make, as far as these can be followed. */
  static AccountSteps of(List<BuildStep> own, Subject subject) {
    List<String> commands = new ArrayList<>();
    for (BuildStep step : own) {
      if (step.is("RUN") && !step.masked()) {
        ShellCommand.parts(step.arguments()).orElse(List.of()).stream()
            .filter(part -> COMMAND.matcher(part).matches() && HARMLESS.matcher(part).matches())
            .forEach(commands::add);
      }
    }
    return new AccountSteps(
        commands, made("/etc/passwd", commands, subject), made("/etc/group", commands, subject));
  }

  /** The names of the accounts in {@code file} that {@code commands} name, by number. */
  private static Map<String, String> made(String file, List<String> commands, Subject subject) {
    Map<String, String> names = new HashMap<>();
    String text = subject.root().text(file).orElse("");
    for (String line : text.split("\n", -1)) {
      String[] fields = line.split(":", -1);
      boolean isMade =
          fields.length > ID
              && commands.stream().anyMatch(c -> List.of(c.split(" ", -1)).contains(fields[0]));
      if (isMade && Quoting.isPlain(fields[0])) {
        names.putIfAbsent(fields[ID], fields[0]);
      }
    }
    return names;
  }

  /** The commands, in their order; none where the original makes none. */
  List<String> commands() {
    return commands;
  }

  /** Whether {@code path} is a list of accounts, which the commands extend. */
  boolean writes(String path) {
    String name = path.startsWith("/etc/") ? path.substring("/etc/".length()) : "";
    return !commands.isEmpty() && FILES.contains(name.replaceFirst("-$", ""));
  }

  /** Whether they make the user {@code name}. */
  boolean makesUser(String name) {
    return users.containsValue(name);
  }

  /** Who owns a file, as {@code --chown} takes it; empty for root. Made accounts by their names. */
  String owner(long user, long group) {
    if (user == 0 && group == 0) {
      return "";
    }
    String userId = Long.toString(user);
    String groupId = Long.toString(group);
    return users.getOrDefault(userId, userId) + ":" + groups.getOrDefault(groupId, groupId);
  }
}
