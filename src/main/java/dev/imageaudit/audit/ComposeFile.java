package dev.imageaudit.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images of a Compose file's services.
 *
 * @see <a href="https://github.com/compose-spec/compose-spec/blob/main/spec.md">The Compose
 *     Specification</a>
 */
final class ComposeFile {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:\\$|([A-Za-z_][A-Za-z0-9_]*)"
              + "|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?])([^{}]*))?})");

  private final FleetListReader.Sink sink;
  private final ListLines lines;
  private final Map<String, String> environment;

  ComposeFile(FleetListReader.Sink sink, ListLines lines, Map<String, String> environment) {
    this.sink = sink;
    this.lines = lines;
    this.environment = environment;
  }

  void read(Map<?, ?> file) {
    Optional<String> group = DocumentFields.text(file, "name");
    DocumentFields.map(file, "services")
        .forEach((name, service) -> service(String.valueOf(name), service, group));
  }

  private void service(String name, Object service, Optional<String> group) {
    Map<?, ?> fields = service instanceof Map<?, ?> map ? map : Map.of();
    Optional<String> image = DocumentFields.text(fields, "image");
    if (image.isPresent()) {
      image(image.get(), instances(fields), group);
    } else if (fields.containsKey("build")) {
      sink.skip(
          lines.of(name + ":"), name, "the service is built where it runs and names no image");
    } else {
      sink.bad(lines.of(name + ":"), name, "the service has neither image nor build");
    }
  }

  private void image(String written, Optional<Long> instances, Optional<String> group) {
    Optional<String> image = interpolate(written);
    if (image.isEmpty()) {
      sink.bad(lines.of(written), written, "a variable of it has no value here and no default");
      return;
    }
    sink.image(
        lines.of(written),
        image.get(),
        image.get(),
        new Labels(
            Optional.empty(),
            group,
            Optional.empty(),
            instances,
            Optional.empty(),
            Collections.emptySortedMap()));
  }

  private static Optional<Long> instances(Map<?, ?> service) {
    return DocumentFields.count(DocumentFields.map(service, "deploy"), "replicas")
        .or(() -> DocumentFields.count(service, "scale"));
  }

  /** Empty where a variable has no value. */
  private Optional<String> interpolate(String text) {
    StringBuilder result = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      Optional<String> value = value(variable);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      variable.appendReplacement(result, Matcher.quoteReplacement(value.get()));
    }
    return Optional.of(variable.appendTail(result).toString());
  }

  private Optional<String> value(Matcher variable) {
    if (variable.group().equals("$$")) {
      return Optional.of("$");
    }
    String name = variable.group(1) != null ? variable.group(1) : variable.group(2);
    String operator = variable.group(3) == null ? "" : variable.group(3);
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !(value.isEmpty() && operator.startsWith(":")))
        .or(() -> operator.endsWith("-") ? Optional.of(variable.group(4)) : Optional.empty());
  }
}
