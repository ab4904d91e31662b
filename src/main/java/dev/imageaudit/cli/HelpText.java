package dev.imageaudit.cli;

import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/** What {@code --help} prints. */
final class HelpText {
  private HelpText() {}

  static void print(List<Command> commands, Terminal terminal) {
    terminal
        .out()
        .println(
            """
            image-audit finds what container images ship that only their build needed,
            and says what a multi-stage Dockerfile would save.

            usage: image-audit COMMAND [OPTIONS] [ARGUMENTS]

            Commands:""");
    for (Command command : commands) {
      terminal.out().printf("  %-10s %s%n", command.name(), command.summary());
    }
    terminal
        .out()
        .println(
            """

            image-audit COMMAND --help explains a command.
            image-audit --version  prints the version.""");
  }

  static void print(Command command, Options options, Terminal terminal) throws IOException {
    TextHelpAppendable text = new TextHelpAppendable(terminal.out());
    text.setMaxWidth(terminal.columns());
    HelpFormatter.builder()
        .setHelpAppendable(text)
        .setShowSince(false)
        .get()
        .printHelp(
            "image-audit " + command.name() + " [OPTIONS] " + command.arguments(),
            command.summary(),
            options,
            "",
            false);
    terminal.out().println(command.notes());
  }
}
