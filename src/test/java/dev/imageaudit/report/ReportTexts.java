package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;

/** What a reader of a report gets to see: its texts, as the readers of its format read them. */
final class ReportTexts {
  private static final Pattern LABEL = Pattern.compile("=\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  private ReportTexts() {}

  /** The texts in {@code files}, what is written out visibly read back. */
  static List<String> of(ReportFormat format, Map<String, byte[]> files) {
    List<String> texts = new ArrayList<>();
    for (byte[] file : files.values()) {
      add(format, file, texts);
    }
    return texts;
  }

  private static void add(ReportFormat format, byte[] file, List<String> texts) {
    switch (format) {
      case JSON, SARIF, CYCLONEDX -> addJson(new String(file, UTF_8), texts);
      case HTML -> Pages.data(new String(file, UTF_8)).forEach(json -> addJson(json, texts));
      case JSONL -> new String(file, UTF_8).lines().forEach(line -> addJson(line, texts));
      case XLSX ->
          Workbooks.cells(Workbooks.read(file)).stream()
              .filter(cell -> cell.getCellType() == CellType.STRING)
              .map(Cell::getStringCellValue)
              .forEach(text -> texts.add(VisibleTexts.read(text)));
      case CSV ->
          Written.rows(file)
              .forEach(
                  row ->
                      row.values()
                          .forEach(
                              cell -> texts.add(VisibleTexts.read(cell.replaceFirst("^'", "")))));
      case JUNIT -> addXml(file, texts);
      case MARKDOWN ->
          RenderedMarkdown.cells(new String(file, UTF_8))
              .forEach(cell -> texts.add(VisibleTexts.read(cell)));
      case OPENMETRICS -> {
        Matcher labels = LABEL.matcher(new String(file, UTF_8));
        while (labels.find()) {
          texts.add(VisibleTexts.read(labels.group(1).replaceAll("\\\\(.)", "$1")));
        }
      }
    }
  }

  private static void addJson(String json, List<String> texts) {
    try {
      addJson(new ObjectMapper().readTree(json), texts);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void addJson(JsonNode node, List<String> texts) {
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(child -> addJson(child, texts));
  }

  private static void addXml(byte[] file, List<String> texts) {
    try {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.IS_COALESCING, true);
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(file));
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamReader.START_ELEMENT) {
          for (int i = 0; i < xml.getAttributeCount(); i++) {
            texts.add(VisibleTexts.read(xml.getAttributeValue(i)));
          }
        } else if (event == XMLStreamReader.CHARACTERS) {
          texts.add(VisibleTexts.read(xml.getText()));
        }
      }
    } catch (XMLStreamException e) {
      throw new AssertionError(e);
    }
  }
}
