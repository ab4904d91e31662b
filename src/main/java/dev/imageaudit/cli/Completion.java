package dev.imageaudit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;

/** The script by which a shell completes the program's commands and options. */
enum Completion {
  BASH {
    @Override
    String script(List<Command> commands) {
      List<String> lines = new ArrayList<>();
      lines.add(
          "# image-audit completion bash > ~/.local/share/bash-completion/completions/image-audit");
      lines.add("_image_audit() {");
      lines.add(
          "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=");
      lines.add("  COMPREPLY=()");
      lines.add("  if [ \"$COMP_CWORD\" -eq 1 ]; then");
      lines.add("    words='" + String.join(" ", names(commands)) + " --help --version'");
      lines.add("    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))");
      lines.add("    return");
      lines.add("  fi");
      lines.add("  case \"${COMP_WORDS[1]} $before\" in");
      for (Command command : commands) {
        before(
            lines, command, Completion::takesFile, "COMPREPLY=($(compgen -f -- \"$current\")); ");
        before(
            lines,
            command,
            Completion::takesDirectory,
            "COMPREPLY=($(compgen -d -- \"$current\")); ");
        before(lines, command, o -> o.hasArg() && !takesFile(o) && !takesDirectory(o), "");
      }
      lines.add("  esac");
      lines.add("  case \"${COMP_WORDS[1]}\" in");
      for (Command command : commands) {
        List<String> words = new ArrayList<>(verbs(command));
        Main.options(command).getOptions().forEach(option -> words.add("--" + option.getLongOpt()));
        lines.add("    " + command.name() + ") words='" + String.join(" ", words) + "' ;;");
      }
      lines.add("  esac");
      lines.add("  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))");
      lines.add("}");
      lines.add("complete -o default -F _image_audit image-audit");
      return String.join("\n", lines);
    }

    private void before(List<String> lines, Command command, Predicate<Option> which, String then) {
      String cases =
          Main.options(command).getOptions().stream()
              .filter(which)
              .map(option -> "'" + command.name() + " --" + option.getLongOpt() + "'")
              .collect(Collectors.joining(" | "));
      if (!cases.isEmpty()) {
        lines.add("    " + cases + ") " + then + "return ;;");
      }
    }
  },

  ZSH {
    @Override
    String script(List<Command> commands) {
      List<String> lines = new ArrayList<>();
      lines.add("#compdef image-audit");
      lines.add("# image-audit completion zsh > a file _image-audit in a directory of $fpath");
      lines.add("_image_audit() {");
      lines.add("  local -a commands");
      lines.add("  commands=(");
      for (Command command : commands) {
        lines.add("    '" + command.name() + ":" + plain(command.summary()) + "'");
      }
      lines.add("  )");
      lines.add("  if (( CURRENT == 2 )); then _describe command commands; return; fi");
      lines.add("  local command=$words[2]");
      lines.add("  shift words; (( CURRENT-- ))");
      lines.add("  case $command in");
      for (Command command : commands) {
        lines.add("    " + command.name() + ")");
        lines.add("      _arguments \\");
        for (Option option : Main.options(command).getOptions()) {
          lines.add("        '" + argument(option) + "' \\");
        }
        List<String> verbs = verbs(command);
        lines.add(
            verbs.isEmpty()
                ? "        '*:argument:_files' ;;"
                : "        '1:what:(" + String.join(" ", verbs) + ")' '*:argument:_files' ;;");
      }
      lines.add("  esac");
      lines.add("}");
      lines.add("if [ \"$funcstack[1]\" = _image-audit ]; then _image_audit \"$@\"");
      lines.add("else compdef _image_audit image-audit; fi");
      return String.join("\n", lines);
    }

    private String argument(Option option) {
      String often = OptionKind.of(option) == OptionKind.LIST ? "*" : "";
      String text = often + "--" + option.getLongOpt();
      String description = "[" + plain(option.getDescription()) + "]";
      if (!option.hasArg()) {
        return text + description;
      }
      String how = takesFile(option) ? "_files" : takesDirectory(option) ? "_files -/" : "";
      return text + "=" + description + ":" + plain(option.getArgName()) + ":" + how;
    }
  },

  FISH {
    @Override
    String script(List<Command> commands) {
      List<String> lines = new ArrayList<>();
      lines.add("# image-audit completion fish > ~/.config/fish/completions/image-audit.fish");
      for (Command command : commands) {
        lines.add(
            "complete -c image-audit -f -n __fish_use_subcommand -a "
                + command.name()
                + " -d '"
                + plain(command.summary())
                + "'");
      }
      for (Command command : commands) {
        String start =
            "complete -c image-audit -n '__fish_seen_subcommand_from " + command.name() + "'";
        for (String verb : verbs(command)) {
          lines.add(start + " -a " + verb);
        }
        for (Option option : Main.options(command).getOptions()) {
          String how =
              takesFile(option)
                  ? " -r -F"
                  : takesDirectory(option)
                      ? " -x -a '(__fish_complete_directories)'"
                      : option.hasArg() ? " -x" : " -f";
          lines.add(
              start
                  + " -l "
                  + option.getLongOpt()
                  + how
                  + " -d '"
                  + plain(option.getDescription())
                  + "'");
        }
      }
      return String.join("\n", lines);
    }
  };

  /** What the shell reads, without a line end at its end. */
  abstract String script(List<Command> commands);

  /** The words by which they are named here: {@code bash}. */
  static List<String> shells() {
    return List.of(values()).stream().map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static List<String> names(List<Command> commands) {
    return commands.stream().map(Command::name).toList();
  }

  /** The words that may follow a command: {@code list | show NAME} has two. */
  private static List<String> verbs(Command command) {
    List<String> verbs = new ArrayList<>();
    for (String alternative : command.arguments().split("\\|", -1)) {
      String first = alternative.strip().split("\\s", 2)[0];
      if (first.matches("[a-z]+")) {
        verbs.add(first);
      }
    }
    return verbs;
  }

  private static boolean takesFile(Option option) {
    return option.hasArg() && option.getArgName().startsWith("FILE");
  }

  private static boolean takesDirectory(Option option) {
    return option.hasArg() && option.getArgName().startsWith("DIR");
  }

  /** {@code text} without what any of the shells would read as more than a letter. */
  private static String plain(String text) {
    return text.replaceAll("[\\\\'`$\"]", "").replaceAll("[\\[\\]:]", " ").strip();
  }
}
