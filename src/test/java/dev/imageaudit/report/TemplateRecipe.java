package dev.imageaudit.report;

import dev.imageaudit.report.TemplateSheets.ListSheet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFName;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Makes the workbooks of {@code reports-templates}, which the report fills. */
final class TemplateRecipe {
  private final XSSFWorkbook book = new XSSFWorkbook();
  private final TemplateSheets sheets = new TemplateSheets(book, new TemplateLooks(book));

  private TemplateRecipe() {}

  /** The default one. */
  static byte[] template() throws IOException {
    return make(TemplateLists.all());
  }

  /** The compact one. */
  static byte[] compact() throws IOException {
    return make(TemplateLists.few());
  }

  private static byte[] make(List<ListSheet> lists) throws IOException {
    TemplateRecipe recipe = new TemplateRecipe();
    try (XSSFWorkbook book = recipe.book) {
      List<String> names =
          Stream.of(
                  Stream.of("Summary"),
                  lists.stream().map(ListSheet::sheet),
                  Stream.of("Assumptions", "About"))
              .flatMap(sheet -> sheet)
              .toList();
      names.forEach(recipe.sheets::sheet); // formulas name those that are filled later
      TemplateFacts.INPUTS.forEach(recipe::name);
      lists.forEach(list -> TemplateLists.mark(recipe.sheets.addList(list), list, recipe.sheets));
      recipe.sheets.put(
          recipe.sheets.sheet("Savings"), 2, 0, "${savings.title}", TemplateLooks.Look.SUBTITLE);
      new TemplateSummary(recipe.sheets, lists).add();
      new TemplateFacts(recipe.sheets).add();
      book.setActiveSheet(0);
      var properties = book.getProperties().getCoreProperties();
      properties.setTitle("Container image audit");
      properties.setSubjectProperty("What container images ship that only their build needed");
      properties.setKeywords("container images, build residue, refactoring, saving");
      properties.setCategory("Report");
      properties.setCreator("image-audit");
      properties.setCreated(Optional.of(Date.from(Instant.EPOCH)));
      properties.setModified(Optional.of(Date.from(Instant.EPOCH)));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    }
  }

  private void name(String name, String cell) {
    XSSFName named = book.createName();
    named.setNameName(name);
    named.setRefersToFormula(cell);
  }
}
