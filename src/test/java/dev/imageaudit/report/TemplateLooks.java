package dev.imageaudit.report;

import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.ComparisonOperator;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.ConditionalFormattingThreshold.RangeType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.FontUnderline;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.DefaultIndexedColorMap;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFConditionalFormattingRule;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFPatternFormatting;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFSheetConditionalFormatting;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The template's fonts, colours and number formats. */
final class TemplateLooks {
  static final String INK = "1B3A4B";
  static final String ACCENT = "1F7A8C";
  static final String PALE = "D3DEE4";
  private static final String RULE = "E3E9ED";
  private static final String FAINT = "F4F7F9";
  private static final String GREY = "5C6B75";
  private static final String RED = "B3261E";

  private static final String MEGABYTES = "[=0]\"–\";[<100000]0.0,\" kB\";#,##0.0,,\" MB\"";
  private static final String ANY_BYTES =
      "[>=1000000000]#,##0.0,,,\" GB\";[>=1000000]0.0,,\" MB\";0,\" kB\"";

  private final XSSFWorkbook book;
  private final Map<Look, XSSFCellStyle> styles = new EnumMap<>(Look.class);

  /** What a cell looks like, by what it shows. */
  enum Look {
    TITLE,
    BANNER,
    BANNER_DATE,
    CAPTION,
    HEADLINE,
    WARNING,
    HEADER,
    HEADER_RIGHT,
    HEADER_CENTRED,
    TEXT,
    WRAPPED,
    STRONG,
    RANK,
    PLAIN_NUMBER,
    COUNT,
    MEGABYTES,
    BYTES,
    SHARE,
    DATE,
    MOMENT_LEFT,
    LEVEL,
    LINK,
    NAME,
    NOTE,
    INPUT,
    INPUT_PRICE,
    SECONDS,
    HOURS,
    MONEY,
    SUBTITLE,
    BANNER_SCOPE,
    CARD_TEXT,
    CARD,
    CARD_BYTES,
    CARD_SHARE,
    CARD_CAPTION,
    SUM_TEXT,
    SUM_COUNT,
    SUM_MEGABYTES,
    GOOD,
    FAIR,
    BAD
  }

  TemplateLooks(XSSFWorkbook book) {
    this.book = book;
    XSSFFont standard = book.getFontAt(0);
    standard.setFontName("Calibri");
    standard.setFontHeightInPoints((short) 10);
  }

  XSSFCellStyle style(Look look) {
    return styles.computeIfAbsent(look, this::make);
  }

  Look header(Look below) {
    return switch (below) {
      case COUNT, MEGABYTES, BYTES, SHARE, PLAIN_NUMBER, SECONDS, MONEY -> Look.HEADER_RIGHT;
      case RANK, DATE, LEVEL -> Look.HEADER_CENTRED;
      default -> Look.HEADER;
    };
  }

  XSSFCellStyle sum(Look below) {
    return switch (below) {
      case COUNT -> style(Look.SUM_COUNT);
      case MEGABYTES -> style(Look.SUM_MEGABYTES);
      default -> style(Look.SUM_TEXT);
    };
  }

  private XSSFCellStyle make(Look look) {
    return switch (look) {
      case TITLE -> text(18, INK, true);
      case BANNER -> banner(text(20, "FFFFFF", true));
      case BANNER_DATE ->
          right(format(banner(text(10, "FFFFFF", false)), "yyyy-mm-dd hh:mm \"UTC\""));
      case CAPTION -> text(10, GREY, false);
      case HEADLINE -> wrapped(text(13, INK, false));
      case WARNING -> text(10, RED, true);
      case HEADER -> indented(header());
      case HEADER_CENTRED -> centred(header());
      case HEADER_RIGHT -> right(header());
      case TEXT, GOOD, FAIR, BAD -> indented(ruled(text(10, "000000", false)));
      case WRAPPED -> indented(wrapped(ruled(text(10, "000000", false))));
      case STRONG -> indented(ruled(text(10, INK, true)));
      case RANK -> centred(format(ruled(text(10, GREY, false)), "0"));
      case PLAIN_NUMBER -> format(ruled(text(10, "000000", false)), "0");
      case COUNT -> format(ruled(text(10, "000000", false)), "#,##0");
      case MEGABYTES -> format(ruled(text(10, "000000", false)), MEGABYTES);
      case BYTES -> format(ruled(text(10, "000000", false)), ANY_BYTES);
      case SHARE -> format(ruled(text(10, "000000", false)), "[=0]\"–\";0%");
      case DATE -> centred(format(ruled(text(10, "000000", false)), "yyyy-mm-dd"));
      case MOMENT_LEFT -> indented(format(ruled(text(10, "000000", false)), "yyyy-mm-dd hh:mm"));
      case LEVEL -> centred(ruled(text(10, "000000", false)));
      case LINK -> indented(underlined(text(10, ACCENT, true)));
      case NAME -> indented(ruled(underlined(text(10, INK, true))));
      case NOTE -> indented(wrapped(text(10, "000000", false)));
      case INPUT -> input("#,##0.##");
      case INPUT_PRICE -> input("#,##0.00##");
      case SECONDS -> format(ruled(text(10, "000000", false)), "#,##0.0\" s\"");
      case HOURS -> format(ruled(text(10, "000000", false)), "#,##0.0\" h\"");
      case MONEY -> right(format(ruled(text(10, "000000", false)), "#,##0.00"));
      case SUBTITLE -> text(13, INK, true);
      case BANNER_SCOPE -> banner(text(14, "FFFFFF", false));
      case CARD_TEXT -> centred(wrapped(filled(text(15, ACCENT, true), FAINT)));
      case CARD -> card("#,##0");
      case CARD_BYTES -> card(ANY_BYTES);
      case CARD_SHARE -> card("0%");
      case CARD_CAPTION -> centred(filled(text(10, GREY, false), FAINT));
      case SUM_TEXT -> indented(sum("General"));
      case SUM_COUNT -> sum("#,##0");
      case SUM_MEGABYTES -> sum(MEGABYTES);
    };
  }

  private XSSFCellStyle text(int points, String colour, boolean isBold) {
    XSSFFont font = book.createFont();
    font.setFontName("Calibri");
    font.setFontHeightInPoints((short) points);
    font.setColor(colour(colour));
    font.setBold(isBold);
    XSSFCellStyle style = book.createCellStyle();
    style.setFont(font);
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    return style;
  }

  /** At the top, since the filter's button lies at the bottom. */
  private XSSFCellStyle header() {
    XSSFCellStyle style = wrapped(filled(text(10, "FFFFFF", true), INK));
    style.setVerticalAlignment(VerticalAlignment.TOP);
    return style;
  }

  private XSSFCellStyle banner(XSSFCellStyle style) {
    return filled(indented(style), INK);
  }

  /** A little away from the edge, and from the number in the column before. */
  private static XSSFCellStyle indented(XSSFCellStyle style) {
    style.setAlignment(HorizontalAlignment.LEFT);
    style.setIndention((short) 1);
    return style;
  }

  private XSSFCellStyle card(String format) {
    return centred(filled(format(text(24, ACCENT, true), format), FAINT));
  }

  private XSSFCellStyle sum(String format) {
    return format(filled(text(10, INK, true), PALE), format);
  }

  private XSSFCellStyle format(XSSFCellStyle style, String format) {
    style.setDataFormat(book.createDataFormat().getFormat(format));
    return style;
  }

  /** What a reader may change. */
  private XSSFCellStyle input(String format) {
    XSSFCellStyle style = format(filled(text(10, "000000", true), "FFF4C2"), format);
    style.setBorderBottom(BorderStyle.THIN);
    style.setBottomBorderColor(colour("D9B84A"));
    return style;
  }

  private static XSSFCellStyle underlined(XSSFCellStyle style) {
    style.getFont().setUnderline(FontUnderline.SINGLE);
    return style;
  }

  private static XSSFCellStyle filled(XSSFCellStyle style, String colour) {
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    style.setFillForegroundColor(colour(colour));
    return style;
  }

  private static XSSFCellStyle ruled(XSSFCellStyle style) {
    style.setBorderBottom(BorderStyle.THIN);
    style.setBottomBorderColor(colour(RULE));
    return style;
  }

  private static XSSFCellStyle wrapped(XSSFCellStyle style) {
    style.setWrapText(true);
    return style;
  }

  private static XSSFCellStyle right(XSSFCellStyle style) {
    style.setAlignment(HorizontalAlignment.RIGHT);
    return style;
  }

  private static XSSFCellStyle centred(XSSFCellStyle style) {
    style.setAlignment(HorizontalAlignment.CENTER);
    return style;
  }

  static XSSFColor colour(String rgb) {
    return new XSSFColor(HexFormat.of().parseHex("FF" + rgb), new DefaultIndexedColorMap());
  }

  /** Colours the cells of {@code range} that say {@code word}. */
  void mark(XSSFSheet sheet, CellRangeAddress range, String word, Look look) {
    XSSFSheetConditionalFormatting formats = sheet.getSheetConditionalFormatting();
    XSSFConditionalFormattingRule rule =
        formats.createConditionalFormattingRule(ComparisonOperator.EQUAL, "\"" + word + "\"");
    XSSFPatternFormatting fill = rule.createPatternFormatting();
    fill.setFillBackgroundColor(
        colour(
            switch (look) {
              case GOOD -> "FCE5B8";
              case FAIR -> "FDF4DC";
              case BAD -> "F8D7D4";
              default -> "DDF0E0";
            }));
    fill.setFillPattern(FillPatternType.SOLID_FOREGROUND.getCode());
    formats.addConditionalFormatting(
        new CellRangeAddress[] {range}, new ConditionalFormattingRule[] {rule});
  }

  /** Colours how much and how dangerous the work is. */
  void levels(XSSFSheet sheet, CellRangeAddress range) {
    mark(sheet, range, "low", Look.LEVEL);
    mark(sheet, range, "medium", Look.FAIR);
    mark(sheet, range, "high", Look.BAD);
  }

  /** Draws a bar as long as the share behind each number of {@code range}. */
  void bars(XSSFSheet sheet, CellRangeAddress range) {
    XSSFSheetConditionalFormatting formats = sheet.getSheetConditionalFormatting();
    XSSFConditionalFormattingRule rule = formats.createConditionalFormattingRule(colour("A9D3DA"));
    var bar = rule.getDataBarFormatting();
    bar.getMinThreshold().setRangeType(RangeType.NUMBER);
    bar.getMinThreshold().setValue(0.0);
    bar.getMaxThreshold().setRangeType(RangeType.NUMBER);
    bar.getMaxThreshold().setValue(1.0);
    formats.addConditionalFormatting(
        new CellRangeAddress[] {range}, new ConditionalFormattingRule[] {rule});
  }
}
