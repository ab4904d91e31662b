package dev.imageaudit.report;

import dev.imageaudit.report.TemplateLooks.Look;
import dev.imageaudit.report.TemplateSheets.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** The templates' last sheets: what figures of time and money assume, and how all are made. */
final class TemplateFacts {
  private static final int FACTS = 10;
  private static final int RESULTS_ROW = 19;
  private static final int SENTENCES = 30;

  /** The cells that a reader may change, by the names that formulas use. */
  static final Map<String, String> INPUTS = new LinkedHashMap<>();

  static {
    INPUTS.put("Bandwidth", "Assumptions!$B$5");
    INPUTS.put("PriceStorage", "Assumptions!$B$6");
    INPUTS.put("PriceTransfer", "Assumptions!$B$7");
    INPUTS.put("PullsFactor", "Assumptions!$B$8");
    INPUTS.put("PullsOfOthers", "Assumptions!$B$9");
  }

  /** A figure that follows from the assumptions; its row on their sheet is {@code row}. */
  record Result(String label, int row, Look look, String formula) {
    String today() {
      return "Assumptions!B" + row;
    }

    String after() {
      return "Assumptions!C" + row;
    }
  }

  static final List<Result> RESULTS =
      List.of(
          new Result(
              "First pull, average image",
              RESULTS_ROW + 2,
              Look.SECONDS,
              "IF(B$18=0,0,%1$s13*8/(Bandwidth*1000000)/$B$18)"),
          new Result(
              "Redeploy, average image",
              RESULTS_ROW + 3,
              Look.SECONDS,
              "IF(B$18=0,0,%1$s14*8/(Bandwidth*1000000)/$B$18)"),
          new Result(
              "Pulled in a month",
              RESULTS_ROW + 4,
              Look.BYTES,
              "%1$s15*PullsFactor+%1$s16*PullsOfOthers"),
          new Result(
              "Time of a month's pulls",
              RESULTS_ROW + 5,
              Look.HOURS,
              "%1$s23*8/(Bandwidth*1000000)/3600"),
          new Result(
              "Transfer, a month",
              RESULTS_ROW + 6,
              Look.MONEY,
              "IF(PriceTransfer=\"\",\"–\",%1$s23/1000000000*PriceTransfer)"),
          new Result(
              "Storage, a month",
              RESULTS_ROW + 7,
              Look.MONEY,
              "IF(PriceStorage=\"\",\"–\",%1$s12/1000000000*PriceStorage)"));

  private final TemplateSheets sheets;

  TemplateFacts(TemplateSheets sheets) {
    this.sheets = sheets;
  }

  void add() {
    assumptions(sheets.sheet("Assumptions"));
    about(sheets.sheet("About"));
  }

  private void assumptions(XSSFSheet sheet) {
    sheet.setDisplayGridlines(false);
    sheets.addTable(
        sheet,
        "Assumptions",
        SENTENCES,
        1,
        List.of(new Column("What the figures rest on", "assumption", Look.NOTE, 46)));
    sheet.getTables().get(0).getCTTable().unsetAutoFilter();
    title(sheet, "Assumptions");
    sheets.put(
        sheet,
        1,
        0,
        "Change a yellow cell: time and money here and on Summary, Savings and Order follow.",
        Look.CAPTION);
    heading(sheet, 3, "What you may change", "Value", "", "", "");
    input(sheet, 4, "Bandwidth", "${bandwidth.megabits}", "Mbit/s", "of the network pulled over");
    input(sheet, 5, "Price of storage", "${price.storage}", "per GB, month", "your currency");
    input(sheet, 6, "Price of transfer", "${price.transfer}", "per GB", "blank: not known");
    input(sheet, 7, "Pulls, times those listed", "", "factor", "2: twice as many pulls");
    sheet.getRow(7).getCell(1).setCellValue(1);
    input(sheet, 8, "Pulls of images without a number", "", "per month", "of each of them");
    sheet.getRow(8).getCell(1).setCellValue(0);
    heading(sheet, FACTS, "What the audit found", "Today", "After", "Saved");
    fact(sheet, 11, "Stored: each layer once", "month.storageBytes", "month.storageAfterBytes");
    fact(
        sheet,
        12,
        "Each image pulled once",
        "fleet.imagesCompressedBytes",
        "fleet.imagesAfterCompressedBytes");
    fact(
        sheet,
        13,
        "Each image redeployed once",
        "redeploy.compressedBytes",
        "redeploy.afterCompressedBytes");
    fact(
        sheet,
        14,
        "Pulled in a month, as listed",
        "month.transferBytes",
        "month.transferAfterBytes");
    fact(
        sheet,
        15,
        "One pull of each without a number",
        "month.otherPullBytes",
        "month.otherPullAfterBytes");
    count(sheet, 16, "Images without a number of pulls", "month.imagesWithoutPulls");
    count(sheet, 17, "Images audited", "fleet.audited");
    heading(sheet, RESULTS_ROW, "What it means", "Today", "After", "Saved");
    for (Result result : RESULTS) {
      int row = result.row() - 1;
      sheets.put(sheet, row, 0, result.label(), Look.STRONG);
      sheets.put(sheet, row, 1, "=" + result.formula().formatted("B"), result.look());
      sheets.put(sheet, row, 2, "=" + result.formula().formatted("C"), result.look());
      String difference = "B" + result.row() + "-C" + result.row();
      sheets.put(
          sheet,
          row,
          3,
          result.look() == Look.MONEY
              ? "=IF(B" + result.row() + "=\"–\",\"–\"," + difference + ")"
              : "=" + difference,
          result.look());
    }
    for (int column = 1; column <= 3; column++) {
      sheet.setColumnWidth(column, 20 * 256);
    }
    sheet.setColumnWidth(4, 40 * 256);
    sheets.print(sheet, PrintSetup.A4_PAPERSIZE);
    sheet
        .getWorkbook()
        .setPrintArea(sheet.getWorkbook().getSheetIndex(sheet), 0, 4, 0, SENTENCES + 1);
  }

  private void title(XSSFSheet sheet, String title) {
    sheets.put(sheet, 0, 0, title, Look.TITLE);
    sheets.link(sheets.put(sheet, 0, 1, "Summary", Look.LINK), "Summary!A1");
  }

  private void heading(XSSFSheet sheet, int row, String label, String... columns) {
    sheets.put(sheet, row, 0, label, Look.HEADER);
    for (int i = 0; i < columns.length; i++) {
      sheets.put(sheet, row, 1 + i, columns[i], Look.HEADER_RIGHT);
    }
  }

  private void input(
      XSSFSheet sheet, int row, String label, String value, String unit, String about) {
    sheets.put(sheet, row, 0, label, Look.STRONG);
    sheets.put(sheet, row, 1, value, label.startsWith("Price") ? Look.INPUT_PRICE : Look.INPUT);
    sheets.put(sheet, row, 2, unit, Look.TEXT);
    sheets.put(sheet, row, 3, about, Look.TEXT);
  }

  private void fact(XSSFSheet sheet, int row, String label, String today, String after) {
    sheets.put(sheet, row, 0, label, Look.STRONG);
    sheets.put(sheet, row, 1, "${" + today + "}", Look.BYTES);
    sheets.put(sheet, row, 2, "${" + after + "}", Look.BYTES);
    sheets.put(sheet, row, 3, "=B" + (row + 1) + "-C" + (row + 1), Look.BYTES);
  }

  private void count(XSSFSheet sheet, int row, String label, String field) {
    sheets.put(sheet, row, 0, label, Look.STRONG);
    sheets.put(sheet, row, 1, "${" + field + "}", Look.COUNT);
  }

  private void about(XSSFSheet sheet) {
    sheet.setDisplayGridlines(false);
    int row = 2;
    List<List<String>> texts = TemplateTexts.ABOUT;
    sheets.addTable(
        sheet,
        "Options",
        row + texts.size() + 1,
        1,
        List.of(
            new Column("What was asked", "option", Look.STRONG, 30),
            new Column("Value", "value", Look.WRAPPED, 120)));
    sheet.getTables().get(0).getCTTable().unsetAutoFilter();
    title(sheet, "About");
    for (List<String> text : texts) {
      boolean isHeading = text.get(1).isEmpty();
      sheets.put(sheet, row, 0, text.get(0), isHeading ? Look.HEADER : Look.STRONG);
      Look look = text.get(1).startsWith("${run.") ? Look.MOMENT_LEFT : Look.WRAPPED;
      sheets.put(sheet, row, 1, text.get(1), isHeading ? Look.HEADER : look);
      if (text.get(1).length() > 125) {
        sheet.getRow(row).setHeightInPoints(27);
      }
      row++;
    }
    sheet.getRow(2 + texts.size() + 1).setHeightInPoints(18);
    sheets.print(sheet, PrintSetup.A4_PAPERSIZE);
    sheet.getWorkbook().setPrintArea(sheet.getWorkbook().getSheetIndex(sheet), 0, 1, 0, row + 2);
  }
}
