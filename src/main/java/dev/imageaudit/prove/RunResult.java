package dev.imageaudit.prove;

import java.util.Locale;
import java.util.Optional;

/**
 * How an image ran.
 *
 * @param ending how the run ended
 * @param exitCode of its first process; meaningful where that has ended by itself
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 * @param answer what the probe got, if there was one
 */
public record RunResult(
    Ending ending, int exitCode, String out, String err, Optional<Answer> answer) {

  /** How a run ends. */
  public enum Ending {
    EXITED,
    /** Still running when it was stopped. */
    RUNNING,
    /** It used more memory than it was given. */
    OUT_OF_MEMORY,
    /** The daemon could not start it: its program, or what that needs, is not there. */
    NOT_STARTED;

    /** The name in reports: {@code out-of-memory}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What a probe got.
   *
   * @param status of HTTP, or a command's exit code; empty where there was no answer in time
   */
  public record Answer(Optional<Integer> status, String headers, String body) {
    static final Answer NONE = new Answer(Optional.empty(), "", "");
  }
}
