package dev.imageaudit.cli;

import java.util.List;

/**
 * The values of an option, and where they were said.
 *
 * @param values {@code true} or {@code false} for a flag
 * @param origin for people: {@code image-audit.yaml:3}, {@code IMAGE_AUDIT_OUTPUT}, {@code
 *     --output}
 */
record Setting(List<String> values, String origin) {
  Setting {
    values = List.copyOf(values);
  }
}
