package dev.imageaudit.report;

import dev.imageaudit.report.TemplateLooks.Look;
import java.util.List;
import java.util.Optional;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTableStyleInfo;

/** The parts that a template's sheets are made of. */
final class TemplateSheets {
  static final int SUMS = 3;
  static final int HEADERS = 4;

  private final XSSFWorkbook book;
  private final TemplateLooks looks;

  /**
   * A column of a table.
   *
   * @param field that it shows, or a formula, which starts with {@code =}
   * @param width in characters
   * @param link the first cell of the table whose rows it leads to
   */
  record Column(String header, String field, Look look, int width, Optional<String> link) {
    Column(String header, String field, Look look, int width) {
      this(header, field, look, width, Optional.empty());
    }

    Column to(String cell) {
      return new Column(header, field, look, width, Optional.of(cell));
    }

    boolean isSummed() {
      return look == Look.MEGABYTES || look == Look.COUNT;
    }
  }

  /**
   * A sheet that is a table.
   *
   * @param sums whether adding up its columns says something
   * @param paper what it is printed on
   */
  record ListSheet(
      String sheet, String table, String caption, boolean sums, short paper, List<Column> columns) {
    int column(String header) {
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).header().equals(header)) {
          return i;
        }
      }
      throw new IllegalArgumentException(header);
    }

    /** The cell of the column in the table's first row. */
    CellRangeAddress first(String header) {
      return new CellRangeAddress(HEADERS + 1, HEADERS + 1, column(header), column(header));
    }
  }

  TemplateSheets(XSSFWorkbook book, TemplateLooks looks) {
    this.book = book;
    this.looks = looks;
  }

  XSSFSheet sheet(String name) {
    XSSFSheet sheet = book.getSheet(name);
    return sheet == null ? book.createSheet(name) : sheet;
  }

  TemplateLooks looks() {
    return looks;
  }

  XSSFSheet addList(ListSheet list) {
    XSSFSheet sheet = sheet(list.sheet());
    put(sheet, 0, 0, list.sheet(), Look.TITLE);
    boolean isNarrow = list.columns().get(0).width() < 20;
    link(put(sheet, 0, isNarrow ? 2 : 1, "Summary", Look.LINK), "Summary!A1");
    put(sheet, 1, 0, list.caption(), Look.CAPTION);
    put(sheet, 2, 0, "${omitted." + list.table() + "}", Look.WARNING);
    addTable(sheet, list.table(), HEADERS, 1, list.columns());
    if (list.sums()) {
      addSums(sheet, list);
    }
    if (list.columns().stream().anyMatch(column -> column.look() == Look.WRAPPED)) {
      sheet.getRow(HEADERS + 1).setHeightInPoints(40); // three lines
    }
    sheet.createFreezePane(list.columns().size() > 8 ? 1 : 0, HEADERS + 1);
    sheet.setRepeatingRows(CellRangeAddress.valueOf((HEADERS + 1) + ":" + (HEADERS + 1)));
    print(sheet, list.paper());
    book.setPrintArea(book.getSheetIndex(sheet), 0, list.columns().size() - 1, 0, HEADERS + 1);
    return sheet;
  }

  private void addSums(XSSFSheet sheet, ListSheet list) {
    XSSFRow sums = sheet.createRow(SUMS);
    for (int i = 0; i < list.columns().size(); i++) {
      Column column = list.columns().get(i);
      XSSFCell cell = sums.createCell(i);
      cell.setCellStyle(looks.sum(column.look()));
      if (column.isSummed()) {
        cell.setCellFormula("SUBTOTAL(109," + list.table() + "[" + column.header() + "])");
      } else if (i == 0) {
        cell.setCellValue("Sum of the rows shown");
      }
    }
  }

  /** A table with {@code rows} rows, the first of which has the placeholders. */
  XSSFTable addTable(XSSFSheet sheet, String name, int headerRow, int rows, List<Column> columns) {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      put(sheet, headerRow, i, column.header(), looks.header(column.look()));
      for (int row = headerRow + rows; row > headerRow; row--) {
        put(sheet, row, i, "", column.look());
      }
      sheet.setColumnWidth(i, column.width() * 256);
    }
    sheet.getRow(headerRow).setHeightInPoints(30);
    AreaReference area =
        new AreaReference(
            new CellReference(headerRow, 0),
            new CellReference(headerRow + rows, columns.size() - 1),
            SpreadsheetVersion.EXCEL2007);
    XSSFTable table = sheet.createTable(area);
    table.setName(name);
    table.setDisplayName(name);
    table.getCTTable().addNewAutoFilter().setRef(area.formatAsString());
    CTTableStyleInfo style = table.getCTTable().addNewTableStyleInfo();
    style.setName("TableStyleLight1");
    style.setShowRowStripes(true);
    table.updateHeaders();
    for (int i = 0; i < columns.size(); i++) {
      fill(sheet.getRow(headerRow + 1).getCell(i), columns.get(i));
    }
    return table;
  }

  private void fill(XSSFCell cell, Column column) {
    if (column.field().startsWith("=")) {
      cell.setCellFormula(column.field().substring(1));
    } else {
      cell.setCellValue("${" + column.field() + "}");
    }
    column.link().ifPresent(target -> link(cell, target));
  }

  /** Lets {@code cell} lead to {@code target}, such as {@code Images!A1}. */
  void link(XSSFCell cell, String target) {
    XSSFHyperlink link = book.getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
    link.setAddress(target);
    cell.setHyperlink(link);
  }

  /** Landscape, all columns on a page, and on each page where it is from. */
  void print(XSSFSheet sheet, short paper) {
    sheet.setFitToPage(true);
    sheet.setHorizontallyCenter(true);
    PrintSetup setup = sheet.getPrintSetup();
    setup.setLandscape(true);
    setup.setPaperSize(paper);
    setup.setFitWidth((short) 1);
    setup.setFitHeight((short) 0);
    sheet.setMargin(PageMargin.LEFT, 0.4);
    sheet.setMargin(PageMargin.RIGHT, 0.4);
    sheet.setMargin(PageMargin.TOP, 0.5);
    sheet.getFooter().setLeft("image-audit");
    sheet.getFooter().setCenter("&A");
    sheet.getFooter().setRight("&P / &N");
  }

  XSSFCell put(XSSFSheet sheet, int row, int column, String text, Look look) {
    XSSFRow cells = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
    XSSFCell cell = cells.createCell(column);
    if (text.startsWith("=")) {
      cell.setCellFormula(text.substring(1));
    } else {
      cell.setCellValue(text);
    }
    cell.setCellStyle(looks.style(look));
    return cell;
  }

  /** The same over several columns. */
  XSSFCell spread(XSSFSheet sheet, int row, int first, int last, String text, Look look) {
    for (int column = first; column <= last; column++) {
      put(sheet, row, column, "", look);
    }
    sheet.addMergedRegion(new CellRangeAddress(row, row, first, last));
    return put(sheet, row, first, text, look);
  }
}
