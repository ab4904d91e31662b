package dev.imageaudit.detect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a rule. What its first group matches is bound to that group's name, or to
 * {@code version} where the group has none; {@code ${name}} stands for what was bound before.
 */
final class Expression {
  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");

  private final String template;
  private final String binds;
  private final Optional<Pattern> fixed;

  private Expression(String template) {
    this.template = template;
    Matcher named = NAMED_GROUP.matcher(template);
    this.binds = named.find() ? named.group(1) : Bindings.VERSION;
    Pattern checked = Pattern.compile(Bindings.withoutVariables(template), Pattern.DOTALL);
    this.fixed = hasVariable() ? Optional.empty() : Optional.of(checked);
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException where {@code template} is none
   */
  static Expression of(String template) {
    try {
      return new Expression(template);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression: " + template, e);
    }
  }

  String template() {
    return template;
  }

  boolean hasVariable() {
    return Bindings.hasVariable(template);
  }

  /** {@code bound} and what the whole of {@code text} adds; empty where it does not match. */
  Optional<Bindings> match(String text, Bindings bound) {
    return fixed
        .or(() -> bound.fillRegex(template).map(regex -> Pattern.compile(regex, Pattern.DOTALL)))
        .map(pattern -> pattern.matcher(text))
        .filter(Matcher::matches)
        .map(matcher -> bind(matcher.groupCount() > 0 ? matcher.group(1) : "", bound));
  }

  /** {@code bound} and {@code group}, which is what the first group matched. */
  Bindings bind(String group, Bindings bound) {
    return group == null ? bound : bound.with(binds, group);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression that && template.equals(that.template);
  }

  @Override
  public int hashCode() {
    return template.hashCode();
  }

  @Override
  public String toString() {
    return template;
  }
}
