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
 * @param owner of what it copies, as {@code --chown} takes it; empty where it says none
 * @param sources what a hash stands for, where it stands for the names of what it copied
 * @param masked whether a secret stood in it
 */
record BuildStep(
    String keyword,
    String arguments,
    List<String> buildArguments,
    OptionalInt layer,
    String owner,
    Sources sources,
    boolean masked) {

  /** What the history has of the sources of a {@code COPY}. */
  enum Sources {
    NAMED,
    /** A hash of one file. */
    FILE,
    /** A hash of a directory's contents. */
    DIRECTORY,
    /** A hash of several. */
    SEVERAL
  }

  BuildStep {
    buildArguments = List.copyOf(buildArguments);
  }

  boolean isHashed() {
    return sources != Sources.NAMED;
  }

  boolean is(String other) {
    return keyword.equals(other);
  }

  boolean copies() {
    return is("COPY") || is("ADD");
  }

  boolean makesFiles() {
    return copies() || is("RUN") || is("WORKDIR");
  }

  BuildStep withArguments(String other) {
    return new BuildStep(keyword, other, buildArguments, layer, owner, sources, masked);
  }

  @Override
  public String toString() {
    return keyword + " " + arguments;
  }
}
