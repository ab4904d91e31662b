package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what calls build tools while a container runs; no unknown field passes. */
final class RuntimeToolReader {
  private static final String DATA = "runtime-tools.yaml";

  private RuntimeToolReader() {}

  /** An entry as it stands in YAML. */
  private record Written(
      String id,
      @Nullable List<String> interpreters,
      @Nullable List<PathPattern> files,
      @Nullable List<PathPattern> unless,
      @Nullable List<String> artifacts,
      @Nullable WrittenCall calls,
      @Nullable List<String> commands,
      @Nullable Map<String, String> environment,
      List<String> tools,
      String certainty,
      String because,
      String source) {
    RuntimeTool read() {
      if (Stream.of(files, artifacts, calls, commands, environment).allMatch(Objects::isNull)) {
        throw new IllegalArgumentException(id + " has no sign");
      }
      List<RuntimeTool.Variable> variables = new ArrayList<>();
      new TreeMap<>(environment == null ? Map.of() : environment)
          .forEach((name, word) -> variables.add(new RuntimeTool.Variable(name, word)));
      return new RuntimeTool(
          id,
          orNone(interpreters),
          orNone(files),
          orNone(unless),
          orNone(artifacts).stream().map(RuntimeTool.Library::of).toList(),
          Optional.ofNullable(calls).map(WrittenCall::read),
          orNone(commands).stream().map(command -> List.of(command.split(" "))).toList(),
          variables,
          List.copyOf(tools),
          isCertain(),
          Objects.requireNonNull(because, id),
          Objects.requireNonNull(source, id));
    }

    private boolean isCertain() {
      return switch (certainty) {
        case "needed" -> true;
        case "may" -> false;
        default -> throw new IllegalArgumentException(id + ": certainty is needed or may");
      };
    }
  }

  private record WrittenCall(PathPattern in, String text) {
    RuntimeTool.Call read() {
      return new RuntimeTool.Call(in, text);
    }
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static List<RuntimeTool> bundled() {
    return Stream.of(BundledYaml.read(DATA, Written[].class)).map(Written::read).toList();
  }
}
