package dev.imageaudit.audit;

import java.util.List;

/**
 * What a user asks to audit: the lines of lists and the arguments, duplicates merged, in the order
 * of their first mention.
 *
 * @param entries image names and patterns
 * @param failures the lines that name no image, each a row of the reports
 */
public record FleetList(List<Target> entries, List<AuditOutcome> failures) {
  public FleetList {
    entries = List.copyOf(entries);
    failures = List.copyOf(failures);
  }
}
