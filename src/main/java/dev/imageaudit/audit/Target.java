package dev.imageaudit.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One image that is to be audited.
 *
 * @param reference the name that its row in the reports has
 * @param name the name to look it up by: the reference, or that with a digest which pins it
 * @param commands that it is run with beside its own, as the list has them
 */
public record Target(String reference, String name, Labels labels, List<PodCommand> commands) {
  public Target {
    commands = List.copyOf(commands);
  }

  /** One that is run as it says itself. */
  public Target(String reference, String name, Labels labels) {
    this(reference, name, labels, List.of());
  }

  /** The same, with what another list says of the same image. */
  Target merge(Target other) {
    Set<PodCommand> all = new LinkedHashSet<>(commands);
    all.addAll(other.commands);
    return new Target(reference, name, labels.merge(other.labels), new ArrayList<>(all));
  }
}
