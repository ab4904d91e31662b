package dev.imageaudit.report;

import dev.imageaudit.report.TemplateLooks.Look;
import dev.imageaudit.report.TemplateRecipe.Column;
import java.util.List;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** The template's first sheet: what management reads. */
final class TemplateSummary {
  private static final int CARDS = 3;
  private static final int FIGURES = 7;
  private static final int CANDIDATES = 23;
  private static final int LAST_COLUMN = 8;

  private final TemplateRecipe recipe;

  TemplateSummary(TemplateRecipe recipe) {
    this.recipe = recipe;
  }

  void add() {
    XSSFSheet sheet = recipe.book().createSheet("Summary");
    sheet.setDisplayGridlines(false);
    banner(sheet);
    cards(sheet);
    figures(sheet);
    candidates(sheet);
    TemplateChart.add(sheet, FIGURES, CANDIDATES - 2, CANDIDATES);
    recipe.print(sheet, PrintSetup.A4_PAPERSIZE);
    sheet.getPrintSetup().setFitHeight((short) 1);
  }

  private void banner(XSSFSheet sheet) {
    for (int column = 0; column <= LAST_COLUMN; column++) {
      recipe.put(sheet, 0, column, "", Look.BANNER);
    }
    recipe.put(sheet, 0, 0, "Container image audit", Look.BANNER);
    recipe.put(sheet, 0, LAST_COLUMN, "${run.started}", Look.BANNER_DATE);
    sheet.getRow(0).setHeightInPoints(40);
    recipe.put(sheet, 1, 0, "${headline}", Look.HEADLINE);
    sheet.addMergedRegion(new CellRangeAddress(1, 1, 0, LAST_COLUMN));
    sheet.getRow(1).setHeightInPoints(36);
    recipe.put(sheet, 2, 0, "${omitted}", Look.WARNING);
  }

  private void cards(XSSFSheet sheet) {
    card(sheet, 0, 1, "${fleet.images}", Look.CARD, "images in the list");
    card(sheet, 2, 3, "${fleet.candidates}", Look.CARD, "worth a refactor");
    card(sheet, 4, 5, "${fleet.compressedBytes}", Look.CARD_BYTES, "stored and pulled today");
    card(sheet, 6, 7, "${fleet.savedCompressedBytes}", Look.CARD_BYTES, "a refactor saves");
    card(sheet, 8, 8, "${fleet.savedShare}", Look.CARD_SHARE, "of the bytes");
    sheet.getRow(CARDS).setHeightInPoints(42);
    sheet.getRow(CARDS + 1).setHeightInPoints(20);
  }

  private void card(
      XSSFSheet sheet, int first, int last, String figure, Look look, String caption) {
    for (int column = first; column <= last; column++) {
      recipe.put(sheet, CARDS, column, "", look);
      recipe.put(sheet, CARDS + 1, column, "", Look.CARD_CAPTION);
    }
    recipe.put(sheet, CARDS, first, figure, look);
    recipe.put(sheet, CARDS + 1, first, caption, Look.CARD_CAPTION);
    if (last > first) {
      sheet.addMergedRegion(new CellRangeAddress(CARDS, CARDS, first, last));
      sheet.addMergedRegion(new CellRangeAddress(CARDS + 1, CARDS + 1, first, last));
    }
  }

  private void figures(XSSFSheet sheet) {
    int row = FIGURES - 1;
    heading(sheet, row++, "Images", "", "");
    figure(sheet, row++, "In the list", "fleet.images", "", Look.COUNT);
    figure(sheet, row++, "Audited", "fleet.audited", "", Look.COUNT);
    figure(sheet, row++, "Failed", "fleet.failed", "", Look.COUNT);
    figure(sheet, row++, "Skipped: no container image", "fleet.skipped", "", Look.COUNT);
    figure(sheet, row++, "Worth a refactor", "fleet.candidates", "", Look.COUNT);
    row++;
    heading(sheet, row++, "Compressed bytes", "Shared layers once", "Sum over images");
    figure(
        sheet,
        row++,
        "Pulled today",
        "fleet.compressedBytes",
        "fleet.imagesCompressedBytes",
        Look.BYTES);
    figure(
        sheet,
        row++,
        "After every refactor",
        "fleet.afterCompressedBytes",
        "fleet.imagesAfterCompressedBytes",
        Look.BYTES);
    figure(
        sheet,
        row++,
        "A refactor saves",
        "fleet.savedCompressedBytes",
        "fleet.imagesSavedCompressedBytes",
        Look.BYTES);
    figure(
        sheet, row++, "Saved, per cent", "fleet.savedShare", "fleet.imagesSavedShare", Look.SHARE);
    figure(
        sheet,
        row++,
        "Shipped more than once",
        "fleet.duplicateCompressedBytes",
        "fleet.imagesDuplicateCompressedBytes",
        Look.BYTES);
    figure(sheet, row, "Different layers", "fleet.uniqueLayers", "", Look.COUNT);
  }

  private void heading(XSSFSheet sheet, int row, String label, String one, String other) {
    recipe.put(sheet, row, 0, label, Look.HEADER);
    recipe.put(sheet, row, 1, "", Look.HEADER);
    recipe.put(sheet, row, 2, one, Look.HEADER_RIGHT);
    recipe.put(sheet, row, 3, other, Look.HEADER_RIGHT);
    sheet.addMergedRegion(new CellRangeAddress(row, row, 0, 1));
  }

  private void figure(XSSFSheet sheet, int row, String label, String one, String other, Look look) {
    recipe.put(sheet, row, 0, label, Look.STRONG);
    recipe.put(sheet, row, 1, "", Look.STRONG);
    recipe.put(sheet, row, 2, "${" + one + "}", look);
    recipe.put(sheet, row, 3, other.isEmpty() ? "" : "${" + other + "}", look);
    sheet.addMergedRegion(new CellRangeAddress(row, row, 0, 1));
  }

  private void candidates(XSSFSheet sheet) {
    recipe.put(sheet, CANDIDATES - 1, 0, "The ten largest savings", Look.TITLE);
    recipe.addTable(
        sheet,
        "Candidates",
        CANDIDATES,
        0,
        List.of(
            new Column("Rank", "rank", Look.RANK, 7),
            new Column("Image", "name", Look.STRONG, 38),
            new Column("Owner", "labels.owner", Look.TEXT, 17),
            new Column("Verdict", "verdict.code", Look.TEXT, 17),
            new Column("Today", "size.compressedBytes", Look.MEGABYTES, 13),
            new Column("After", "saving.afterBytes", Look.MEGABYTES, 13),
            new Column("Saved", "saving.expectedBytes", Look.MEGABYTES, 13),
            new Column("Saved %", "saving.share", Look.SHARE, 10),
            new Column("What to do", "verdict.summary", Look.WRAPPED, 72)));
    sheet.getTables().get(0).getCTTable().unsetAutoFilter(); // ten rows need none
    sheet.getRow(CANDIDATES - 1).setHeightInPoints(28);
    sheet.getRow(CANDIDATES).setHeightInPoints(18);
    sheet.getRow(CANDIDATES + 1).setHeightInPoints(27); // two lines
    recipe.looks().bars(sheet, new CellRangeAddress(CANDIDATES + 1, CANDIDATES + 1, 7, 7));
  }
}
