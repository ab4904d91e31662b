package dev.imageaudit.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * How an image would be built so that it ships what it runs, and no more.
 *
 * @param dockerfile the whole file, for every builder; it ends in a line feed
 * @param dockerfileWithCacheMounts the same, with caches mounted as only BuildKit can
 * @param patch where less than another stage is enough: changes of single instructions
 * @param fillIns what the Dockerfile's marked lines ask for, in order
 * @param notes what whoever signs the Dockerfile has to know
 * @param builderBase what the first stage begins with; empty where no instructions are known
 * @param runtimeBase what the last stage begins with
 */
public record Refactoring(
    String dockerfile,
    String dockerfileWithCacheMounts,
    List<PatchStep> patch,
    List<String> fillIns,
    List<String> notes,
    Optional<String> builderBase,
    String runtimeBase) {

  public Refactoring {
    patch = List.copyOf(patch);
    fillIns = List.copyOf(fillIns);
    notes = List.copyOf(notes);
  }

  /**
   * A change of one instruction.
   *
   * @param instruction as it is
   * @param replacement as it should be
   * @param reason what is better then, as a sentence
   */
  public record PatchStep(String instruction, String replacement, String reason) {}
}
