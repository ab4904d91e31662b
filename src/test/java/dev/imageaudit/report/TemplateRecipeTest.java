package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class TemplateRecipeTest {
  private static final Path TEMPLATES = Path.of("reports-templates");

  @Test
  void theTemplateIsWhatItsRecipeMakes() throws IOException {
    assertMade("audit.xlsx", TemplateRecipe.template());
  }

  @Test
  void theCompactTemplateIsWhatItsRecipeMakes() throws IOException {
    assertMade("compact.xlsx", TemplateRecipe.compact());
  }

  private static void assertMade(String name, byte[] made) throws IOException {
    Path template = TEMPLATES.resolve(name);
    if (Boolean.getBoolean("template.write")) {
      Files.createDirectories(TEMPLATES);
      Files.write(template, made);
    }

    assertThat(parts(Files.readAllBytes(template))).isEqualTo(parts(made));
  }

  /** The documents of a workbook by name. */
  private static Map<String, String> parts(byte[] workbook) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return parts;
  }
}
