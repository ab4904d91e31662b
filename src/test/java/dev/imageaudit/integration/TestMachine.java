package dev.imageaudit.integration;

import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What {@code .ci/run} starts: a Docker daemon, a registry without and one with a password.
 *
 * @param docker the daemon's address, as {@code DOCKER_HOST} has it
 * @param registry host and port, plain HTTP
 * @param secureRegistry host and port, TLS and a password
 * @param ca the file with its certificate
 */
record TestMachine(
    String docker,
    String registry,
    String secureRegistry,
    String ca,
    String user,
    String password) {

  /** Skips the test on a machine that has none of it; where it has to be there, fails. */
  static TestMachine require() {
    Optional<TestMachine> machine =
        variable("DOCKER")
            .flatMap(docker -> variable("REGISTRY").map(registry -> of(docker, registry)));
    if (machine.isEmpty() && variable("REQUIRED").isPresent()) {
      Assertions.fail("no Docker daemon and registry, although IMAGE_AUDIT_TEST_REQUIRED is set");
    }
    Assumptions.assumeTrue(
        machine.isPresent(),
        "skipped: this needs a Docker daemon and two registries; on Debian, as root, .ci/run installs"
            + " docker.io, docker-registry, skopeo and mmdebstrap, starts them, and runs all tests");
    return machine.orElseThrow();
  }

  private static TestMachine of(String docker, String registry) {
    return new TestMachine(
        docker,
        registry,
        variable("SECURE_REGISTRY").orElseThrow(),
        variable("CA").orElseThrow(),
        variable("USER").orElseThrow(),
        variable("PASSWORD").orElseThrow());
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv("IMAGE_AUDIT_TEST_" + name))
        .filter(value -> !value.isBlank());
  }
}
