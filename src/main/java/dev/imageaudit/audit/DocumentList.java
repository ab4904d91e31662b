package dev.imageaudit.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A fleet list of one or more JSON or YAML documents: Kubernetes objects, Compose files, names. */
final class DocumentList {
  /** What {@code kubectl get -A -o yaml} prints of a large cluster is tens of megabytes. */
  private static final int MAX_CHARACTERS = 512 << 20;

  private final FleetListReader.Sink sink;
  private final Map<String, String> environment;

  DocumentList(FleetListReader.Sink sink, Map<String, String> environment) {
    this.sink = sink;
    this.environment = environment;
  }

  void readJson(String text) {
    List<Object> documents = new ArrayList<>();
    try (MappingIterator<Object> values =
        new ObjectMapper().readerFor(Object.class).readValues(text)) {
      values.forEachRemaining(documents::add);
    } catch (JsonProcessingException e) {
      sink.bad(
          e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
          "",
          "this is no JSON: " + e.getOriginalMessage());
    } catch (IOException | RuntimeException e) {
      sink.bad(lineOf(e), "", "this is no JSON: " + e.getMessage());
    }
    read(documents, text);
  }

  private static int lineOf(Exception e) {
    return e.getCause() instanceof JsonProcessingException cause && cause.getLocation() != null
        ? cause.getLocation().getLineNr()
        : 0;
  }

  void readYaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    List<Object> documents = new ArrayList<>();
    try {
      new Yaml(new SafeConstructor(options)).loadAll(text).forEach(documents::add);
    } catch (MarkedYAMLException e) {
      sink.bad(
          e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1,
          "",
          "this is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      sink.bad(0, "", "this is no YAML: " + e.getMessage());
    }
    read(documents, text);
  }

  private void read(List<Object> documents, String text) {
    ListLines lines = new ListLines(text);
    KubernetesObjects objects = new KubernetesObjects(sink, lines);
    for (Object document : documents) {
      read(document, objects, lines);
    }
    objects.finish();
  }

  private void read(Object document, KubernetesObjects objects, ListLines lines) {
    if (document instanceof Collection<?> several) {
      several.forEach(each -> read(each, objects, lines));
    } else if (document instanceof String name) {
      sink.image(lines.of(name), name, name, Labels.NONE);
    } else if (document instanceof Map<?, ?> map && map.containsKey("kind")) {
      objects.read(map);
    } else if (document instanceof Map<?, ?> map && map.get("services") instanceof Map<?, ?>) {
      new ComposeFile(sink, lines, environment).read(map);
    } else if (document != null) {
      sink.bad(
          1, "", "a document is neither a Kubernetes object (kind) nor a Compose file (services)");
    }
  }
}
