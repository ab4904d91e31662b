package dev.imageaudit.cli;

import java.io.IOException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** One of the program's commands. */
interface Command {
  String name();

  /** One sentence for the list of commands. */
  String summary();

  /** What follows the command's name. */
  String arguments();

  Options options();

  /** Examples and exit codes, below the options. */
  String notes();

  /**
   * Runs it.
   *
   * @return what {@link ExitCode} says of it
   * @throws UsageException where it cannot be begun
   * @throws IOException where its output cannot be written
   */
  ExitCode run(CommandLine line, Terminal terminal) throws UsageException, IOException;
}
