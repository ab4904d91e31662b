package dev.imageaudit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.detect.SecretScanner;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Shows what options are set where, and what a configuration file may say. */
final class ConfigCommand implements Command {
  private static final Pattern DEFAULT = Pattern.compile("\\(default: ([^)]*)\\)");
  private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s]+(?=@)");

  private final List<Command> commands;

  /** {@code commands} are those that have options. */
  ConfigCommand(List<Command> commands) {
    this.commands = List.copyOf(commands);
  }

  @Override
  public String name() {
    return "config";
  }

  @Override
  public String summary() {
    return "shows the options that are set, and by whom";
  }

  @Override
  public String arguments() {
    return "show [COMMAND] | schema";
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public String notes() {
    return """
        show     the value of each option and where it was said; secrets masked
        schema   the JSON Schema of image-audit.yaml, for editors

        An option is taken from the command line, else from the environment (IMAGE_AUDIT_OUTPUT
        for --output; commas between several values; IMAGE_AUDIT_AUDIT_OUTPUT for the command audit
        alone), else from image-audit.yaml in the working directory, or the file that --config or
        IMAGE_AUDIT_CONFIG names.

        Exit codes: 0 done, 2 the configuration is wrong.""";
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) throws UsageException {
    List<String> arguments = line.getArgList();
    OptionNames names = new OptionNames(commands);
    if (arguments.equals(List.of("schema"))) {
      terminal.out().println(ConfigurationSchema.of(names));
      return ExitCode.COMPLETE;
    }
    if (arguments.isEmpty() || !arguments.get(0).equals("show") || arguments.size() > 2) {
      throw new UsageException("config takes: " + arguments());
    }
    List<Command> shown = new ArrayList<>(commands);
    shown.removeIf(command -> !names.isCommand(command.name()));
    if (arguments.size() == 2) {
      shown.removeIf(command -> !command.name().equals(arguments.get(1)));
    }
    if (shown.isEmpty()) {
      throw new UsageException(
          "there is no command with options " + Terminal.printable(arguments.get(1)));
    }
    Configuration configuration = Configuration.of(line, terminal.environment(), names);
    for (Command command : shown) {
      show(command, configuration, names, terminal.out());
    }
    configuration
        .ignored(names)
        .forEach(ignored -> terminal.out().println("# ignored: " + Terminal.printable(ignored)));
    return ExitCode.COMPLETE;
  }

  private static void show(
      Command command, Configuration configuration, OptionNames names, PrintStream out)
      throws UsageException {
    SecretScanner secrets = SecretScanner.load();
    Options options = command.options();
    Map<String, Setting> settings =
        configuration.settings(command.name(), options, CommandLine.builder().get());
    out.println(command.name() + ":");
    for (String name : names.of(command.name())) {
      Optional<Setting> setting = Optional.ofNullable(settings.get(name));
      if (setting.isPresent()) {
        String value = masked(value(options.getOption(name), setting.get()), secrets);
        out.println(
            Terminal.printable("  " + name + ": " + value + "  # " + setting.get().origin()));
      } else {
        out.println("  # " + name + ": " + otherwise(options.getOption(name)));
      }
    }
  }

  private static String value(Option option, Setting setting) {
    return switch (OptionKind.of(option)) {
      case FLAG, NUMBER -> setting.values().get(0);
      case TEXT -> quoted(setting.values().get(0));
      case LIST ->
          setting.values().stream()
              .map(ConfigCommand::quoted)
              .collect(Collectors.joining(", ", "[", "]"));
    };
  }

  private static String quoted(String text) {
    try {
      return new ObjectMapper().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always written", e);
    }
  }

  static String masked(String value, SecretScanner secrets) {
    return secrets.masked(USER_INFO.matcher(value).replaceAll("$1***"));
  }

  private static String otherwise(Option option) {
    Matcher matcher = DEFAULT.matcher(option.getDescription());
    return matcher.find() ? matcher.group(1) + " (default)" : "not set";
  }
}
