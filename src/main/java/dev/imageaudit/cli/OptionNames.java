package dev.imageaudit.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.cli.Option;

/** The options that a file or the environment may set: those of all commands, by their names. */
final class OptionNames {
  /** They ask for something else than a run. */
  private static final Set<String> NEVER_SET = Set.of("help", "config");

  private final Map<String, Map<String, Option>> byCommand = new LinkedHashMap<>();
  private final Map<String, Option> all = new LinkedHashMap<>();

  OptionNames(Collection<Command> commands) {
    for (Command command : commands) {
      Map<String, Option> options = new LinkedHashMap<>();
      for (Option option : command.options().getOptions()) {
        if (!NEVER_SET.contains(option.getLongOpt())) {
          options.put(option.getLongOpt(), option);
        }
      }
      if (!options.isEmpty()) {
        byCommand.put(command.name(), options);
        options.forEach(all::putIfAbsent);
      }
    }
  }

  /** The commands that have options. */
  List<String> commands() {
    return List.copyOf(byCommand.keySet());
  }

  boolean isCommand(String name) {
    return byCommand.containsKey(name);
  }

  /** The options of any command. */
  List<String> all() {
    return List.copyOf(all.keySet());
  }

  List<String> withCommands() {
    List<String> names = new ArrayList<>(all());
    names.addAll(commands());
    return names;
  }

  /** The options of {@code command}; none where there is no such command. */
  List<String> of(String command) {
    return List.copyOf(byCommand.getOrDefault(command, Map.of()).keySet());
  }

  /** The first command's option of this name, which has to exist. */
  Option option(String name) {
    return Objects.requireNonNull(all.get(name));
  }

  OptionKind kind(String name) {
    return OptionKind.of(option(name));
  }
}
