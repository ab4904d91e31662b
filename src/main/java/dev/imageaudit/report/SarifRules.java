package dev.imageaudit.report;

import dev.imageaudit.audit.ImageAudit.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.detect.RuleSummary;
import dev.imageaudit.estimate.Duplicate;
import dev.imageaudit.report.Sarif.MultiformatMessage;
import dev.imageaudit.report.Sarif.ReportingConfiguration;
import dev.imageaudit.report.Sarif.ReportingDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules that have found something, as a SARIF log describes them. */
final class SarifRules {
  private static final Map<String, String> SECURITY_SEVERITIES =
      Map.of("error", "8.0", "warning", "5.0", "note", "3.0");

  private final Map<String, RuleSummary> known = new HashMap<>();
  private final TreeMap<String, ReportingDescriptor> used = new TreeMap<>();
  private final Map<String, Integer> indexes = new HashMap<>();

  SarifRules(Collection<RuleSummary> known) {
    known.forEach(rule -> this.known.put(rule.id(), rule));
  }

  void add(Finding finding) {
    used.computeIfAbsent(
        finding.rule(),
        id ->
            descriptor(
                known.getOrDefault(
                    id,
                    new RuleSummary(
                        id, finding.kind(), "other", KindGuide.of(finding.kind()).title()))));
  }

  void add(Duplicate.Cause cause) {
    DuplicateGuide guide = DuplicateGuide.of(cause);
    used.computeIfAbsent(guide.rule(), id -> descriptor(guide));
  }

  /** All of them, by id; their order is final. */
  List<ReportingDescriptor> descriptors() {
    used.keySet().forEach(id -> indexes.put(id, indexes.size()));
    return List.copyOf(used.values());
  }

  /** The place of the rule {@code id} among {@link #descriptors}. */
  int indexOf(String id) {
    return indexes.getOrDefault(id, -1);
  }

  private static ReportingDescriptor descriptor(RuleSummary rule) {
    KindGuide guide = KindGuide.of(rule.kind());
    String name = rule.name();
    return new ReportingDescriptor(
        rule.id(),
        new MultiformatMessage(SarifText.message(title(guide, name))),
        new MultiformatMessage(SarifText.message(guide.about())),
        guide.uri().toString(),
        new MultiformatMessage(
            SarifText.message(guide.about() + " " + guide.advice()),
            Optional.of(markdown(guide, name, rule))),
        new ReportingConfiguration(guide.level()),
        properties(guide, rule));
  }

  private static ReportingDescriptor descriptor(DuplicateGuide guide) {
    return new ReportingDescriptor(
        guide.rule(),
        new MultiformatMessage(SarifText.message(guide.title())),
        new MultiformatMessage(SarifText.message(guide.about())),
        guide.uri().toString(),
        new MultiformatMessage(
            SarifText.message(guide.about() + " " + guide.advice()),
            Optional.of(
                "**%s**\n\n%s\n\n**What to do:** %s\n\n[More about it](%s)."
                    .formatted(guide.title(), guide.about(), guide.advice(), guide.uri()))),
        new ReportingConfiguration("note"),
        Map.of(
            "tags",
            List.of("container", "duplicate"),
            "problem.severity",
            problemSeverity("note"),
            "precision",
            "very-high"));
  }

  private static String title(KindGuide guide, String name) {
    return guide.title().equals(name) ? name : guide.title() + ": " + name;
  }

  private static String markdown(KindGuide guide, String name, RuleSummary rule) {
    return "**%s**\n\n%s\n\n**What to do:** %s\n\n[More about it](%s). Rule %s, kind %s, ecosystem %s."
        .formatted(
            MarkdownText.code(name),
            guide.about(),
            guide.advice(),
            guide.uri(),
            MarkdownText.code(rule.id()),
            MarkdownText.code(rule.kind().code()),
            MarkdownText.code(rule.ecosystem()));
  }

  /** What GitHub's and others' code scanning sort by. */
  private static Map<String, Object> properties(KindGuide guide, RuleSummary rule) {
    Map<String, Object> properties = new TreeMap<>();
    TreeSet<String> tags = new TreeSet<>(List.of("container", rule.kind().code()));
    if (guide.security()) {
      tags.add("security");
      properties.put("security-severity", SECURITY_SEVERITIES.getOrDefault(guide.level(), "3.0"));
    }
    properties.put("tags", new ArrayList<>(tags));
    properties.put("problem.severity", problemSeverity(guide.level()));
    properties.put("precision", rule.kind() == Kind.SECRET ? "high" : "very-high");
    return properties;
  }

  private static String problemSeverity(String level) {
    return level.equals("note") ? "recommendation" : level;
  }
}
