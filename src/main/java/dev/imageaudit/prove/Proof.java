package dev.imageaudit.prove;

import java.util.List;

/** Whether a projected image runs like the original. */
public sealed interface Proof {
  /** Both ran, and all that was compared is the same. */
  record Proved(RunResult original, RunResult projected) implements Proof {}

  /**
   * Both were started, and something is not the same.
   *
   * @param differences at least one
   * @param missed files that the projected image lacks, as far as its output names them
   */
  record Differs(
      RunResult original,
      RunResult projected,
      List<Difference> differences,
      List<MissedFile> missed)
      implements Proof {
    public Differs {
      differences = List.copyOf(differences);
      missed = List.copyOf(missed);
    }
  }

  /** They were not run; {@code reason} is a sentence for people. */
  record NotRun(String reason) implements Proof {}

  /**
   * Something that is not the same.
   *
   * @param what such as {@code exit code} or {@code line 3 of the output}
   * @param original what the original gave, shortened
   * @param projected what the projected image gave, shortened
   */
  record Difference(String what, String original, String projected) {}

  /**
   * A file that was missed at run time.
   *
   * @param named what the failure names, such as {@code libfoo.so.1}
   * @param paths where the original has it; empty where it does not
   * @param advice what to do, as a sentence
   */
  record MissedFile(String named, List<String> paths, String advice) {
    public MissedFile {
      paths = List.copyOf(paths);
    }
  }
}
