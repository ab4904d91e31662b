package dev.imageaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.audit.FakeFleet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs in the build's heap of 512 MB. With {@code -Dworkbook.images=10000} it writes 200,000
 * findings: 10 s on two idle cores, 13 MB, and a heap of 96 MB is enough.
 */
class LargeWorkbookTest {
  private static final int IMAGES = Integer.getInteger("workbook.images", 2_000);
  private static final int FINDINGS = 20;
  private static final int ROWS_ABOVE = 5;

  @TempDir Path directory;

  @Test
  void aLargeFleetIsWrittenInWholeWithinTheHeap() throws IOException, XMLStreamException {
    FakeFleet fleet = FakeShop.fleet(IMAGES, FINDINGS);
    Path file = directory.resolve("audit.xlsx");
    try (OutputStream out = Files.newOutputStream(file)) {
      WorkbookReport.create().write(fleet, out);
    }

    try (ZipFile workbook = new ZipFile(file.toFile())) {
      assertThat(rows(workbook, "xl/worksheets/sheet2.xml")).isEqualTo(IMAGES + ROWS_ABOVE);
      assertThat(rows(workbook, "xl/worksheets/sheet6.xml")).isEqualTo(IMAGES + ROWS_ABOVE);
      assertThat(rows(workbook, "xl/worksheets/sheet7.xml"))
          .isEqualTo(IMAGES * FINDINGS + ROWS_ABOVE);
      assertThat(rows(workbook, "xl/worksheets/sheet10.xml")).isEqualTo(IMAGES * 2 + ROWS_ABOVE);
    }
  }

  private static int rows(ZipFile workbook, String sheet) throws IOException, XMLStreamException {
    try (InputStream xml = workbook.getInputStream(workbook.getEntry(sheet))) {
      XMLStreamReader reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(xml);
      int rows = 0;
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("row")) {
          rows++;
        }
      }
      return rows;
    }
  }
}
