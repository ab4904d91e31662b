package dev.imageaudit.cli;

import dev.imageaudit.audit.FleetAudit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.cli.AlreadySelectedException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The program: finds the command that the arguments name, and runs it. */
public final class Main {
  /** Those whose options a configuration file may set. */
  static final List<Command> WORK =
      List.of(
          new AuditCommand(),
          new ShowCommand(),
          new ExplainCommand(),
          new DockerfileCommand(),
          new ProveCommand(),
          new RulesCommand());

  private static final List<Command> OTHERS =
      List.of(new CompareCommand(), new ConfigCommand(WORK));

  /** All of them, as help and completion name them. */
  static final List<Command> COMMANDS = commands();

  private final Terminal terminal;

  Main(Terminal terminal) {
    this.terminal = terminal;
  }

  private static List<Command> commands() {
    List<Command> commands = new ArrayList<>(WORK);
    commands.addAll(OTHERS);
    commands.add(new CompletionCommand(commands));
    return List.copyOf(commands);
  }

  public static void main(String[] arguments) {
    System.exit(new Main(Terminal.ofProcess()).run(arguments).number());
  }

  /** Runs what {@code arguments} ask for. */
  ExitCode run(String... arguments) {
    try {
      return dispatch(List.of(arguments));
    } catch (UsageException e) {
      return complain(e.getMessage() + "\nTry: image-audit --help");
    } catch (IOException e) {
      return complain(String.valueOf(e.getMessage()));
    }
  }

  private ExitCode complain(String message) {
    terminal.err().println("image-audit: " + message);
    return ExitCode.NOT_DONE;
  }

  private ExitCode dispatch(List<String> arguments) throws UsageException, IOException {
    String first = arguments.isEmpty() ? "--help" : arguments.get(0);
    switch (first) {
      case "--version", "-V" -> {
        terminal.out().println(version());
        return ExitCode.COMPLETE;
      }
      case "--help", "-h", "help" -> {
        HelpText.print(COMMANDS, terminal);
        return arguments.isEmpty() ? ExitCode.NOT_DONE : ExitCode.COMPLETE;
      }
      default -> {
        for (Command command : COMMANDS) {
          if (command.name().equals(first)) {
            return run(command, arguments.subList(1, arguments.size()));
          }
        }
        throw new UsageException("there is no command " + Terminal.printable(first));
      }
    }
  }

  private ExitCode run(Command command, List<String> arguments) throws UsageException, IOException {
    Options options = options(command);
    if (arguments.contains("--help") || arguments.contains("-h")) {
      HelpText.print(command, options, terminal);
      return ExitCode.COMPLETE;
    }
    CommandLine line = parse(options, arguments);
    OptionNames names = new OptionNames(WORK);
    if (names.isCommand(command.name())) {
      Map<String, Setting> settings =
          Configuration.of(line, terminal.environment(), names)
              .settings(command.name(), command.options(), line);
      line = parse(options, Configuration.words(settings, options, line.getArgList()));
    }
    return command.run(line, terminal);
  }

  /** Those of {@code command}, and those that every command has. */
  static Options options(Command command) {
    return command
        .options()
        .addOption(OptionKind.flag("h", "help", "print this help"))
        .addOption(
            Option.builder()
                .longOpt("config")
                .hasArg()
                .argName("FILE")
                .desc("options from this file (default: image-audit.yaml, where there is one)")
                .get());
  }

  private static CommandLine parse(Options options, List<String> arguments) throws UsageException {
    try {
      return DefaultParser.builder()
          .setAllowPartialMatching(false)
          .get()
          .parse(options, arguments.toArray(String[]::new));
    } catch (AlreadySelectedException e) {
      String both =
          e.getOptionGroup().getOptions().stream()
              .map(option -> "--" + option.getLongOpt())
              .collect(Collectors.joining(" and "));
      throw new UsageException(both + " exclude each other", e);
    } catch (ParseException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  static FleetAudit.Tool tool() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new FleetAudit.Tool("image-audit", version == null ? "development" : version);
  }

  private static String version() {
    return String.join(
        " ",
        Arrays.asList(tool().name(), tool().version(), "on Java", Runtime.version().toString()));
  }
}
