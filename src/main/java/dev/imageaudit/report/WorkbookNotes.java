package dev.imageaudit.report;

import dev.imageaudit.audit.GroupKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a workbook tells beside the fleet.
 *
 * @param scope whose images these are; empty where they are all
 * @param earlier the runs before this one, the oldest first; none without a history
 * @param options what the run was asked for, by the options' names
 * @param groupBy each of which has a workbook of its own beside that of all
 */
public record WorkbookNotes(
    String scope,
    List<RunHistory.Figures> earlier,
    Map<String, String> options,
    Optional<GroupKey> groupBy) {
  static final WorkbookNotes NONE = new WorkbookNotes("", List.of(), Map.of(), Optional.empty());

  public WorkbookNotes {
    earlier = List.copyOf(earlier);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** The same for a part of the fleet, of which no history is kept. */
  WorkbookNotes of(String part) {
    return new WorkbookNotes(part, List.of(), options, Optional.empty());
  }
}
