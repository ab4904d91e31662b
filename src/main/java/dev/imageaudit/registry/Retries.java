package dev.imageaudit.registry;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes requests again that may succeed the next time, and spares hosts that ask for it. */
final class Retries {
  /** Failures that show that the host is there and takes requests. */
  private static final Set<FailureReason> ANSWERS =
      EnumSet.of(
          FailureReason.UNAUTHORIZED,
          FailureReason.FORBIDDEN,
          FailureReason.NOT_FOUND,
          FailureReason.SERVER_ERROR,
          FailureReason.LIMIT_EXCEEDED);

  private final RetryPolicy policy;
  private final Waiting waiting;
  private final Map<String, HostGate> gates = new ConcurrentHashMap<>();

  /** Something to be done over the network. */
  interface Attempt<T> {
    T run() throws ImageException, TransientFailure;
  }

  Retries(RetryPolicy policy, Waiting waiting) {
    this.policy = policy;
    this.waiting = waiting;
  }

  RetryPolicy policy() {
    return policy;
  }

  Waiting waiting() {
    return waiting;
  }

  /**
   * What {@code attempt} gives in the end.
   *
   * @param host whose gate it passes
   * @throws ImageException the failure of the last attempt
   */
  <T> T run(String host, Attempt<T> attempt) throws ImageException {
    HostGate gate = gates.computeIfAbsent(host, h -> new HostGate());
    Instant start = waiting.now();
    for (int retry = 1; ; retry++) {
      pass(gate);
      try {
        T result = attempt.run();
        gate.answered();
        return result;
      } catch (TransientFailure failure) {
        Duration delay = failure.retryAfter().orElse(policy.delay(retry));
        boolean again = retry <= policy.retries() && gate.allowsRetries();
        prepare(gate, failure, delay, again && !isLate(failure, start, delay));
      } catch (ImageException failure) {
        if (ANSWERS.contains(failure.reason())) {
          gate.answered();
        }
        throw failure;
      }
    }
  }

  /** Lets pass the time before retry number {@code retry}, counted from 1. */
  void pause(int retry) throws ImageException {
    waiting.until(waiting.now().plus(policy.delay(retry)));
  }

  private void pass(HostGate gate) throws ImageException {
    for (Instant now = waiting.now(); ; now = waiting.now()) {
      Instant opensAt = gate.admit(now);
      if (!opensAt.isAfter(now)) {
        return;
      }
      waiting.until(opensAt);
    }
  }

  private boolean isLate(TransientFailure failure, Instant start, Duration delay) {
    return failure.kind() == TransientFailure.Kind.UNREACHABLE
        && waiting.now().plus(delay).isAfter(start.plus(policy.patience()));
  }

  /** Lets pass the time before the next attempt, or throws the failure where there is none. */
  private void prepare(HostGate gate, TransientFailure failure, Duration delay, boolean again)
      throws ImageException {
    Instant now = waiting.now();
    switch (failure.kind()) {
      case TOO_MANY_REQUESTS -> {
        gate.slowDown(now, delay);
        if (!again) {
          gate.foundExhausted();
        }
      }
      case UNREACHABLE -> {
        if (!again) {
          gate.foundUnreachable(now, failure.failure());
        } else {
          waiting.until(now.plus(delay));
        }
      }
      case OTHER -> {
        if (again) {
          waiting.until(now.plus(delay));
        }
      }
    }
    if (!again) {
      throw failure.failure();
    }
  }
}
