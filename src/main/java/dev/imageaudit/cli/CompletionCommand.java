package dev.imageaudit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Prints what makes a shell complete commands and options. */
final class CompletionCommand implements Command {
  private final List<Command> commands;

  /** {@code commands} are those that are completed, beside this one. */
  CompletionCommand(List<Command> commands) {
    List<Command> all = new ArrayList<>(commands);
    all.add(this);
    this.commands = List.copyOf(all);
  }

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "prints what makes a shell complete commands and options";
  }

  @Override
  public String arguments() {
    return String.join(" | ", Completion.shells());
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public String notes() {
    return """
        The first line of each says where it belongs. The program has to be there as image-audit:
          alias image-audit='java -jar /opt/image-audit.jar'""";
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) throws UsageException {
    List<String> arguments = line.getArgList();
    if (arguments.size() != 1 || !Completion.shells().contains(arguments.get(0))) {
      throw new UsageException("completion takes: " + arguments());
    }
    Completion shell = Completion.valueOf(arguments.get(0).toUpperCase(Locale.ROOT));
    terminal.out().println(shell.script(commands));
    return ExitCode.COMPLETE;
  }
}
