package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The schemas that others published for the formats that this program writes. */
final class PublishedSchemas {
  private PublishedSchemas() {}

  /** What SARIF's schema finds wrong. */
  static List<Error> ofSarif(String log) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
        .getSchema(text("sarif-schema-2.1.0.json"))
        .validate(log, InputFormat.JSON);
  }

  /** What CycloneDX's schema finds wrong. */
  static List<Error> ofCycloneDx(String bom) {
    Map<String, String> others =
        Map.of(
            "http://cyclonedx.org/schema/spdx.schema.json",
            text("spdx.schema.json"),
            "http://cyclonedx.org/schema/jsf-0.82.schema.json",
            text("jsf-0.82.schema.json"));
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, builder -> builder.schemas(others))
        .getSchema(text("bom-1.6.schema.json"))
        .validate(bom, InputFormat.JSON);
  }

  /**
   * Holds a document to the schema of Jenkins's xUnit plugin.
   *
   * @throws SAXException where it finds something wrong
   */
  static void checkJunit(String xml) throws SAXException {
    try {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(
              new StreamSource(new ByteArrayInputStream(text("junit-10.xsd").getBytes(UTF_8))))
          .newValidator()
          .validate(new StreamSource(new ByteArrayInputStream(xml.getBytes(UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(PublishedSchemas.class.getResourceAsStream("published/" + name))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
