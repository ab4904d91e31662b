package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The users and groups that the original has, to be made again in the last stage. */
final class AccountSteps {
  private static final Pattern COMMAND =
      Pattern.compile("(?:/usr/sbin/)?(?:user|group)add .*|add(?:user|group) .*");
  private static final Pattern HARMLESS = Pattern.compile("[^;|&<>$`\\\\]*");
  private static final Pattern MAKES_HOME =
      Pattern.compile(
          "(?!.*(?:--no-create-home| -H ))(?:.* (?:--create-home|-[a-z]*m)\\b.*|adduser .*)");
  private static final int ID = 2;
  private static final int HOME = 5;

  private final List<String> commands;
  private final Map<String, String> users;
  private final Map<String, String> groups;
  private final Set<String> homes;

  private AccountSteps(
      List<String> commands,
      Map<String, String> users,
      Map<String, String> groups,
      Set<String> homes) {
    this.commands = List.copyOf(commands);
    this.users = Map.copyOf(users);
    this.groups = Map.copyOf(groups);
    this.homes = Set.copyOf(homes);
  }

  /**
   * Those that the steps {@code own} make, as far as these can be followed, and those that {@code
   * below}, on which the last stage begins, does not know.
   */
  static AccountSteps of(List<BuildStep> own, Subject subject, RootFilesystem below) {
    List<String> commands = new ArrayList<>();
    for (BuildStep step : own) {
      if (step.is("RUN") && !step.masked()) {
        ShellCommand.parts(step.arguments()).orElse(List.of()).stream()
            .filter(part -> COMMAND.matcher(part).matches() && HARMLESS.matcher(part).matches())
            .forEach(commands::add);
      }
    }
    Set<String> homes = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    for (String[] user : made("/etc/passwd", commands, subject)) {
      repeated.add(user[0]);
      if (user.length > HOME && commands.stream().anyMatch(c -> makesHome(c, user[0]))) {
        homes.add(user[HOME]);
      }
    }
    commands.addAll(MissingAccounts.of(subject, below, own, repeated).values());
    return new AccountSteps(
        commands,
        byNumber(made("/etc/passwd", commands, subject)),
        byNumber(made("/etc/group", commands, subject)),
        homes);
  }

  /** The accounts in {@code file} that {@code commands} name. */
  private static List<String[]> made(String file, List<String> commands, Subject subject) {
    List<String[]> made = new ArrayList<>();
    for (String[] fields : AccountLines.of(subject.root(), file)) {
      if (fields.length > ID
          && commands.stream().anyMatch(command -> names(command, fields[0]))
          && Quoting.isPlain(fields[0])) {
        made.add(fields);
      }
    }
    return made;
  }

  private static boolean names(String command, String account) {
    return List.of(command.split(" ", -1)).contains(account);
  }

  private static boolean makesHome(String command, String account) {
    return names(command, account) && MAKES_HOME.matcher(command).matches();
  }

  private static Map<String, String> byNumber(List<String[]> accounts) {
    Map<String, String> names = new HashMap<>();
    accounts.forEach(fields -> names.putIfAbsent(fields[ID], fields[0]));
    return names;
  }

  /** The commands, in their order; none where the original makes none. */
  List<String> commands() {
    return commands;
  }

  /** Whether they make the user {@code name}. */
  boolean makesUser(String name) {
    return users.containsValue(name);
  }

  /** Whether they make the user of the number {@code id}. */
  boolean makesUser(long id) {
    return users.containsKey(Long.toString(id));
  }

  /** Whether the directory {@code path} comes with a user that they make. */
  boolean makesHome(String path) {
    return homes.contains(path);
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
