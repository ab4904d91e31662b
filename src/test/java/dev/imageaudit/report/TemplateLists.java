package dev.imageaudit.report;

import dev.imageaudit.report.TemplateLooks.Look;
import dev.imageaudit.report.TemplateSheets.Column;
import dev.imageaudit.report.TemplateSheets.ListSheet;
import java.util.List;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** The templates' sheets that are tables. */
final class TemplateLists {
  private static final short A3 = PrintSetup.A3_PAPERSIZE;
  private static final short A4 = PrintSetup.A4_PAPERSIZE;

  private TemplateLists() {}

  static List<ListSheet> all() {
    return List.of(
        candidates(new Column("Image", "reference", Look.NAME, 46).to("Images!A6")),
        savings(),
        order(),
        residue(),
        TemplateParts.images(),
        TemplateParts.findings(),
        bases(),
        TemplateParts.sharedLayers(),
        TemplateParts.layers(),
        TemplateParts.secrets(),
        TemplateParts.duplicates(),
        TemplateParts.failures(),
        trend());
  }

  /** What the compact template has. */
  static List<ListSheet> few() {
    return List.of(
        candidates(new Column("Image", "reference", Look.STRONG, 46)),
        savings(),
        residue(),
        TemplateParts.failures(),
        trend());
  }

  private static ListSheet candidates(Column image) {
    return new ListSheet(
        "Candidates",
        "Candidates",
        "Every image worth the work, the largest saving first. What layers shared with others save"
            + " counts for each image; Summary counts it once.",
        true,
        A3,
        List.of(
            new Column("Rank", "rank", Look.RANK, 9),
            image,
            new Column("Owner", "labels.owner", Look.TEXT, 18),
            new Column("Group", "labels.group", Look.TEXT, 14),
            new Column("Saved", "saving.expectedBytes", Look.MEGABYTES, 13),
            new Column("Saved %", "saving.share", Look.SHARE, 10),
            new Column("Today", "size.compressedBytes", Look.MEGABYTES, 13),
            new Column("After", "saving.afterBytes", Look.MEGABYTES, 13),
            new Column("Effort", "effort", Look.LEVEL, 10),
            new Column("Risk", "risk", Look.LEVEL, 10),
            new Column("What to do", "verdict.summary", Look.WRAPPED, 80),
            new Column("What to look after", "verdict.warnings", Look.WRAPPED, 60),
            new Column("What it takes", "verdict.effort", Look.TEXT, 18),
            new Column("Verdict", "verdict.code", Look.TEXT, 13),
            new Column("Largest findings", "findings.top", Look.WRAPPED, 48),
            new Column("Saved at least", "saving.lowBytes", Look.MEGABYTES, 14),
            new Column("Saved at most", "saving.highBytes", Look.MEGABYTES, 14),
            new Column("Base", "base.name", Look.TEXT, 24),
            new Column("Pulls per month", "labels.pullsPerMonth", Look.COUNT, 13),
            new Column("Instances", "labels.instances", Look.COUNT, 11)));
  }

  private static ListSheet savings() {
    return new ListSheet(
        "Savings",
        "Savings",
        "What each saves by refactoring its images and no others; what it shares with others goes"
            + " when they refactor too.",
        true,
        A4,
        List.of(
            new Column("Whose", "name", Look.STRONG, 34),
            new Column("Images", "images", Look.COUNT, 10),
            new Column("Worth a refactor", "candidates", Look.COUNT, 11),
            new Column("Stored today", "compressedBytes", Look.MEGABYTES, 14),
            new Column("Saved", "savedCompressedBytes", Look.MEGABYTES, 14),
            new Column("Saved %", "savedShare", Look.SHARE, 10),
            new Column("Saved with others", "jointCompressedBytes", Look.MEGABYTES, 14),
            new Column("Sum over images", "imagesCompressedBytes", Look.MEGABYTES, 14),
            new Column("Saved, sum over images", "imagesSavedCompressedBytes", Look.MEGABYTES, 16),
            new Column(
                "Pull time saved",
                "=Savings[[#This Row],[Saved, sum over images]]*8/(Bandwidth*1000000)",
                Look.SECONDS,
                13),
            new Column(
                "Storage saved a month",
                "=IF(PriceStorage=\"\",\"–\","
                    + "Savings[[#This Row],[Saved]]/1000000000*PriceStorage)",
                Look.MONEY,
                14)));
  }

  private static ListSheet order() {
    return new ListSheet(
        "Order",
        "Order",
        "Which refactors to start with, so that few of them bring most of the saving. A layer that"
            + " images share goes with the last of them.",
        false,
        A4,
        List.of(
            new Column("Rank", "rank", Look.RANK, 9),
            new Column("Image", "reference", Look.STRONG, 60),
            new Column("Owner", "owner", Look.TEXT, 20),
            new Column("Rows", "images", Look.COUNT, 9),
            new Column("Saves", "savedCompressedBytes", Look.MEGABYTES, 14),
            new Column("Together", "sumCompressedBytes", Look.MEGABYTES, 14),
            new Column("Of all", "sumShare", Look.SHARE, 12),
            new Column("Saved of a pull", "imagesSavedCompressedBytes", Look.MEGABYTES, 14),
            new Column(
                "Pull time saved",
                "=Order[[#This Row],[Saved of a pull]]*8/(Bandwidth*1000000)",
                Look.SECONDS,
                13),
            new Column(
                "Storage saved a month",
                "=IF(PriceStorage=\"\",\"–\",Order[[#This Row],[Saves]]/1000000000*PriceStorage)",
                Look.MONEY,
                14)));
  }

  private static ListSheet residue() {
    return new ListSheet(
        "Residue",
        "Residue",
        "What builds left in the images, by its kind. Images that share a layer count each.",
        true,
        A4,
        List.of(
            new Column("Kind", "title", Look.STRONG, 30),
            new Column("Images", "images", Look.COUNT, 10),
            new Column("Findings", "findings", Look.COUNT, 11),
            new Column("Compressed", "compressedBytes", Look.MEGABYTES, 14),
            new Column("Share", "share", Look.SHARE, 12),
            new Column("What it is", "about", Look.WRAPPED, 64),
            new Column("What to do", "advice", Look.WRAPPED, 64)));
  }

  private static ListSheet bases() {
    return new ListSheet(
        "Bases",
        "Bases",
        "What the images are built on. What none of a base's images needs is saved in all of them"
            + " by fixing the base once.",
        true,
        A3,
        List.of(
            new Column("Base", "name", Look.STRONG, 34),
            new Column("Known by", "evidence", Look.TEXT, 14),
            new Column("Images", "images", Look.COUNT, 10),
            new Column("Layers", "layers", Look.COUNT, 10),
            new Column("Compressed, once", "compressedBytes", Look.MEGABYTES, 14),
            new Column("In all images", "imagesCompressedBytes", Look.MEGABYTES, 14),
            new Column("Needed by none", "unneededCompressedBytes", Look.MEGABYTES, 14),
            new Column("Fixing it saves", "fixSavesBytes", Look.MEGABYTES, 14),
            new Column(
                "Not needed, sum over images", "imagesUnneededCompressedBytes", Look.MEGABYTES, 16),
            new Column("Largest that it brings unneeded", "findings.top", Look.TEXT, 80)));
  }

  private static ListSheet trend() {
    return new ListSheet(
        "Trend",
        "Trend",
        "The runs that --history keeps, this one the last.",
        false,
        A4,
        List.of(
            new Column("Run", "started", Look.DATE, 18),
            new Column("Images audited", "images", Look.COUNT, 16),
            new Column("Worth a refactor", "candidates", Look.COUNT, 16),
            new Column("Stored", "compressedBytes", Look.MEGABYTES, 16),
            new Column("A refactor saves", "savedCompressedBytes", Look.MEGABYTES, 16)));
  }

  /** Colours words and draws bars behind shares. */
  static void mark(XSSFSheet sheet, ListSheet list, TemplateSheets sheets) {
    for (Column column : list.columns()) {
      CellRangeAddress cell = list.first(column.header());
      if (column.look() == Look.SHARE) {
        sheets.looks().bars(sheet, cell);
      } else if (column.look() == Look.LEVEL) {
        sheets.looks().levels(sheet, cell);
      } else if (column.field().equals("status")) {
        sheets.looks().mark(sheet, cell, "failed", Look.BAD);
      } else if (column.field().equals("verdict.code")) {
        sheets.looks().mark(sheet, cell, "refactor", Look.GOOD);
        sheets.looks().mark(sheet, cell, "clean-up", Look.FAIR);
      }
    }
  }
}
