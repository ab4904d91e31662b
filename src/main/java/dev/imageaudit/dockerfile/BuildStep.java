package dev.imageaudit.dockerfile;

import java.util.List;
import java.util.OptionalInt;

/**
 * One instruction of the Dockerfile that an image was built by, as the history has it.
 *
 * @param keyword in capitals, such as {@code RUN}
 * @param arguments what stood behind it, as far as the builder recorded it; secrets are masked
 * @param buildArguments {@code NAME=value} that were set for this step
 * @param layer the index of the layer that it made; empty where it made none
 * @param hashedSources whether a hash stands for the names of what it copied
 * @param masked whether a secret stood in it
 */
record BuildStep(
    String keyword,
    String arguments,
    List<String> buildArguments,
    OptionalInt layer,
    boolean hashedSources,
    boolean masked) {

  BuildStep {
    buildArguments = List.copyOf(buildArguments);
  }

  boolean is(String other) {
    return keyword.equals(other);
  }

  boolean copies() {
    return is("COPY") || is("ADD");
  }

  BuildStep withArguments(String other) {
    return new BuildStep(keyword, other, buildArguments, layer, hashedSources, masked);
  }

  @Override
  public String toString() {
    return keyword + " " + arguments;
  }
}
