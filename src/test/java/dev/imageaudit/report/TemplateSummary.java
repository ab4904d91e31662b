package dev.imageaudit.report;

import dev.imageaudit.report.TemplateChart.Series;
import dev.imageaudit.report.TemplateLooks.Look;
import dev.imageaudit.report.TemplateSheets.Column;
import dev.imageaudit.report.TemplateSheets.ListSheet;
import java.util.List;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.util.Units;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** The templates' first sheet: what management reads, the best refactors on its first screen. */
final class TemplateSummary {
  private static final int CARDS = 3;
  private static final int BEST = 7;
  private static final int ROOM = 10;
  private static final int CHARTS = BEST + ROOM + 2;
  private static final int FIGURES = CHARTS + 17;
  private static final int TREND = FIGURES + 18;
  private static final int LAST_COLUMN = 7;
  private static final String TODAY = "B9C8D1";

  private final TemplateSheets sheets;
  private final List<ListSheet> lists;

  TemplateSummary(TemplateSheets sheets, List<ListSheet> lists) {
    this.sheets = sheets;
    this.lists = lists;
  }

  void add() {
    XSSFSheet sheet = sheets.sheet("Summary");
    sheet.setDisplayGridlines(false);
    best(sheet);
    banner(sheet);
    cards(sheet);
    charts(sheet);
    figures(sheet);
    contents(sheet);
    sheets.print(sheet, PrintSetup.A4_PAPERSIZE);
    sheet.getPrintSetup().setFitHeight((short) 1);
    sheet.getWorkbook().setPrintArea(0, 0, LAST_COLUMN, 0, TREND + 17);
  }

  private void banner(XSSFSheet sheet) {
    sheets.spread(sheet, 0, 0, 2, "Container image audit", Look.BANNER);
    sheets.spread(sheet, 0, 3, 6, "${scope}", Look.BANNER_SCOPE);
    sheets.put(sheet, 0, LAST_COLUMN, "${run.started}", Look.BANNER_DATE);
    sheet.getRow(0).setHeightInPoints(36);
    sheets.spread(sheet, 1, 0, LAST_COLUMN, "${headline}", Look.HEADLINE);
    sheet.getRow(1).setHeightInPoints(28);
    sheets.put(sheet, 2, 0, "${trend}", Look.CAPTION);
    sheets.put(sheet, 2, LAST_COLUMN, "${omitted}", Look.WARNING);
  }

  private void cards(XSSFSheet sheet) {
    card(sheet, 0, 1, "${fleet.audited}", Look.CARD, "images audited");
    card(sheet, 2, 3, "${fleet.candidates}", Look.CARD, "worth a refactor");
    card(sheet, 4, 6, "${fleet.savedCompressedBytes}", Look.CARD_BYTES, "a refactor saves");
    card(sheet, 7, 7, "${savings.order}", Look.CARD_TEXT, "start with few");
    sheet.getRow(CARDS).setHeightInPoints(36);
    sheet.getRow(CARDS + 1).setHeightInPoints(18);
  }

  private void card(
      XSSFSheet sheet, int first, int last, String figure, Look look, String caption) {
    if (last > first) {
      sheets.spread(sheet, CARDS, first, last, figure, look);
      sheets.spread(sheet, CARDS + 1, first, last, caption, Look.CARD_CAPTION);
    } else {
      sheets.put(sheet, CARDS, first, figure, look);
      sheets.put(sheet, CARDS + 1, first, caption, Look.CARD_CAPTION);
    }
  }

  private void best(XSSFSheet sheet) {
    sheets.put(sheet, BEST - 1, 0, "Start here: the refactors that save most", Look.TITLE);
    sheets.put(
        sheet, BEST - 1, LAST_COLUMN, "A name leads to its row in Candidates.", Look.CAPTION);
    var table =
        sheets.addTable(
            sheet,
            "TopCandidates",
            BEST,
            ROOM,
            List.of(
                new Column("#", "rank", Look.RANK, 6),
                new Column("Image", "name", Look.NAME, 44).to("Candidates!B6"),
                new Column("Owner", "labels.owner", Look.TEXT, 19),
                new Column("Saved", "saving.expectedBytes", Look.MEGABYTES, 12),
                new Column("Saved %", "saving.share", Look.SHARE, 11),
                new Column("Effort", "effort", Look.LEVEL, 10),
                new Column("Risk", "risk", Look.LEVEL, 10),
                new Column("What to do", "verdict.summary", Look.WRAPPED, 84)));
    table.getCTTable().unsetAutoFilter(); // ten rows need none
    sheet.getRow(BEST - 1).setHeightInPoints(28);
    sheet.getRow(BEST).setHeightInPoints(18);
    sheet.getRow(BEST + 1).setHeightInPoints(27); // two lines
    sheets.looks().bars(sheet, new CellRangeAddress(BEST + 1, BEST + 1, 4, 4));
    sheets.looks().levels(sheet, new CellRangeAddress(BEST + 1, BEST + 1, 5, 6));
  }

  private void charts(XSSFSheet sheet) {
    bars("=Savings!$A$3", "Savings", 0)
        .addTo(
            sheet,
            place(sheet, CHARTS, 0, 0, 3, 0),
            List.of(new Series(4, "Saved", TemplateLooks.ACCENT)));
    bars("What builds left, by kind", "Residue", 0)
        .addTo(
            sheet,
            place(sheet, CHARTS, 3, 8, 7, 150),
            List.of(new Series(3, "Compressed", TemplateLooks.ACCENT)));
    bars("Download of the candidates: today and after", "Candidates", 1)
        .addTo(
            sheet,
            place(sheet, CHARTS, 7, 158, 8, 0),
            List.of(new Series(6, "Today", TODAY), new Series(7, "After", TemplateLooks.ACCENT)));
    new TemplateChart(
            "From run to run: what is stored, and what of it a refactor saves",
            sheets.sheet("Trend"),
            TemplateSheets.HEADERS,
            1,
            0,
            BarDirection.COL)
        .addTo(
            sheet,
            place(sheet, TREND, 0, 0, 8, 0),
            List.of(
                new Series(3, "Stored", TODAY),
                new Series(4, "A refactor saves", TemplateLooks.ACCENT)));
  }

  private TemplateChart bars(String title, String sheet, int names) {
    return new TemplateChart(
        title, sheets.sheet(sheet), TemplateSheets.HEADERS, ROOM, names, BarDirection.BAR);
  }

  /** From {@code left} pixels into a column to {@code right} pixels into another. */
  private static XSSFClientAnchor place(
      XSSFSheet sheet, int row, int first, int left, int last, int right) {
    return sheet
        .createDrawingPatriarch()
        .createAnchor(
            left * Units.EMU_PER_PIXEL,
            0,
            right * Units.EMU_PER_PIXEL,
            0,
            first,
            row,
            last,
            row + 16);
  }

  private void figures(XSSFSheet sheet) {
    int row = FIGURES;
    heading(sheet, row++, "Bytes", "Shared layers once", "Sum over images");
    figure(sheet, row++, "Stored and pulled today", "compressedBytes", Look.BYTES);
    figure(sheet, row++, "After every refactor", "afterCompressedBytes", Look.BYTES);
    figure(sheet, row++, "A refactor saves", "savedCompressedBytes", Look.BYTES);
    figure(sheet, row++, "Saved, per cent", "savedShare", Look.SHARE);
    figure(sheet, row++, "Shipped more than once", "duplicateCompressedBytes", Look.BYTES);
    count(sheet, row++, "Images in the list", "fleet.images");
    count(sheet, row++, "Images that failed", "fleet.failed");
    count(sheet, row++, "Skipped: no container image", "fleet.skipped");
    row++;
    heading(sheet, row++, "Time and money, by Assumptions", "Today", "After");
    for (TemplateFacts.Result result : TemplateFacts.RESULTS) {
      sheets.spread(sheet, row, 0, 1, result.label(), Look.STRONG);
      sheets.put(sheet, row, 2, "=" + result.today(), result.look());
      sheets.spread(sheet, row++, 3, 4, "=" + result.after(), result.look());
    }
  }

  private void heading(XSSFSheet sheet, int row, String label, String one, String other) {
    sheets.spread(sheet, row, 0, 1, label, Look.HEADER);
    sheets.put(sheet, row, 2, one, Look.HEADER_RIGHT);
    sheets.spread(sheet, row, 3, 4, other, Look.HEADER_RIGHT);
  }

  /** Of the fleet, and summed over its images. */
  private void figure(XSSFSheet sheet, int row, String label, String field, Look look) {
    sheets.spread(sheet, row, 0, 1, label, Look.STRONG);
    sheets.put(sheet, row, 2, "${fleet." + field + "}", look);
    sheets.spread(
        sheet,
        row,
        3,
        4,
        "${fleet.images" + Character.toUpperCase(field.charAt(0)) + field.substring(1) + "}",
        look);
  }

  private void count(XSSFSheet sheet, int row, String label, String field) {
    sheets.spread(sheet, row, 0, 1, label, Look.STRONG);
    sheets.put(sheet, row, 2, "${" + field + "}", Look.COUNT);
    sheets.spread(sheet, row, 3, 4, "", Look.COUNT);
  }

  /** What is on the other sheets. */
  private void contents(XSSFSheet sheet) {
    sheets.put(sheet, FIGURES, 5, "Sheet", Look.HEADER);
    sheets.put(sheet, FIGURES, 6, "", Look.HEADER);
    sheets.put(sheet, FIGURES, 7, "What is there", Look.HEADER);
    int row = FIGURES + 1;
    for (ListSheet list : lists) {
      if (!list.sheet().equals("Trend")) {
        content(sheet, row++, list.sheet(), list.caption().replaceFirst("(?<=[a-z])[.:;] .*", "."));
      }
    }
    content(sheet, row++, "Assumptions", "Bandwidth, prices and pulls, for you to change.");
    content(sheet, row, "About", "How the numbers are made, what the words mean, what was asked.");
  }

  private void content(XSSFSheet sheet, int row, String name, String about) {
    sheets.link(sheets.put(sheet, row, 5, name, Look.LINK), "'" + name + "'!A1");
    sheets.put(sheet, row, 7, about, Look.TEXT);
  }
}
