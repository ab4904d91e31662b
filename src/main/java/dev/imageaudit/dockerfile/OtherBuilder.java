package dev.imageaudit.dockerfile;

import dev.imageaudit.oci.History;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Builders that know no Dockerfile, and so leave no instructions in a history. */
final class OtherBuilder {
  private static final Map<String, Pattern> SIGNS =
      new TreeMap<>(
          Map.of(
              "Jib", Pattern.compile("^jib(?:-|$).*"),
              "ko", Pattern.compile("^ko(?: build| publish|$).*"),
              "Bazel", Pattern.compile("^(?:bazel build|rules_oci|bazel).*"),
              "Cloud Native Buildpacks",
                  Pattern.compile(
                      "^(?:Buildpacks? |Application |Software |Process Types|Layer: ).*"),
              "Nix", Pattern.compile("^(?:store paths: |nix).*"),
              "apko", Pattern.compile("^apko.*")));

  private OtherBuilder() {}

  /** The builder that recorded {@code step}; empty where it may have been one of a Dockerfile. */
  static Optional<String> of(History step) {
    return of(step.createdBy()).or(() -> step.comment().flatMap(OtherBuilder::of));
  }

  static boolean isOne(String createdBy) {
    return of(createdBy).isPresent();
  }

  private static Optional<String> of(String text) {
    return SIGNS.entrySet().stream()
        .filter(sign -> sign.getValue().matcher(text).matches())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
