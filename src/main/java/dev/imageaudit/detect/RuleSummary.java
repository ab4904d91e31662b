package dev.imageaudit.detect;

/**
 * What a rule of the knowledge is about.
 *
 * @param ecosystem such as {@code node} or {@code debian}
 * @param name for people
 */
public record RuleSummary(String id, Kind kind, String ecosystem, String name) {}
