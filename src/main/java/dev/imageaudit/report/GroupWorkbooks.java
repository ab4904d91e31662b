package dev.imageaudit.report;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.FleetAudit;
import dev.imageaudit.audit.FleetPart;
import dev.imageaudit.audit.GroupKey;
import dev.imageaudit.oci.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A workbook for each owner, or whatever the images are told apart by, with nothing but his images:
 * {@code workbooks/}.
 */
final class GroupWorkbooks implements ReportSet {
  private static final int MAX_NAME_LENGTH = 60;
  private static final int DIGITS = 8;
  private static final String SUFFIX = ".xlsx";

  private final WorkbookReport report;
  private final WorkbookNotes notes;
  private final GroupKey key;

  GroupWorkbooks(WorkbookReport report, WorkbookNotes notes, GroupKey key) {
    this.report = report;
    this.notes = notes;
    this.key = key;
  }

  @Override
  public String directoryName() {
    return "workbooks";
  }

  @Override
  public String suffix() {
    return SUFFIX;
  }

  @Override
  public void write(FleetAudit fleet, NewFiles files) throws IOException {
    Map<String, BitSet> groups = new TreeMap<>();
    int number = 0;
    for (AuditOutcome outcome : fleet.outcomes()) {
      Optional<String> group = key.of(outcome);
      if (group.isPresent()) {
        groups.computeIfAbsent(group.get(), name -> new BitSet()).set(number);
      }
      number++;
    }
    for (Map.Entry<String, BitSet> group : groups.entrySet()) {
      try (OutputStream out = files.create(fileName(group.getKey()))) {
        report
            .with(notes.of(key.code() + ": " + group.getKey()))
            .write(FleetPart.of(fleet, group.getValue()), out);
      }
    }
  }

  /**
   * Letters and digits of the group, and a digest of it where these are not all: no two groups have
   * the same name, and none leads out of the directory.
   */
  static String fileName(String group) {
    if (group.length() <= MAX_NAME_LENGTH && group.matches("[a-z0-9]+([-_][a-z0-9]+)*")) {
      return group + SUFFIX;
    }
    String readable =
        group.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String digest = Digest.sha256Of(group.getBytes(StandardCharsets.UTF_8)).toString();
    int colon = digest.indexOf(':') + 1;
    return readable.substring(0, Math.min(readable.length(), MAX_NAME_LENGTH))
        + "."
        + digest.substring(colon, colon + DIGITS)
        + SUFFIX;
  }
}
