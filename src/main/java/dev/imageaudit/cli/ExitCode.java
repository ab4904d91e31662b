package dev.imageaudit.cli;

/** How a run ended, for scripts. */
enum ExitCode {
  /** Every image was audited. */
  COMPLETE(0),
  /** Some images failed; the reports stand and say which. */
  IMAGES_FAILED(1),
  /** The run itself could not be done. */
  NOT_DONE(2),
  /** Images break the policy; the reports stand and say which and how. */
  POLICY_BROKEN(3),
  /** A projected image does not run like the original. */
  DIFFERS(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
