package dev.imageaudit.report;

import dev.imageaudit.report.TemplateLooks.Look;
import dev.imageaudit.report.TemplateSheets.Column;
import dev.imageaudit.report.TemplateSheets.ListSheet;
import java.util.List;
import org.apache.poi.ss.usermodel.PrintSetup;

/** The default template's sheets that list images and what they hold. */
final class TemplateParts {
  private static final short A3 = PrintSetup.A3_PAPERSIZE;

  private TemplateParts() {}

  static ListSheet images() {
    return new ListSheet(
        "Images",
        "Images",
        "One row for each image of the list, those that failed or were skipped included. "
            + "The sums follow the filters; shared layers count for every image.",
        true,
        A3,
        List.of(
            new Column("Image", "reference", Look.TEXT, 46),
            new Column("Status", "status", Look.TEXT, 10),
            new Column("Verdict", "verdict.code", Look.TEXT, 17),
            new Column("Owner", "labels.owner", Look.TEXT, 18),
            new Column("Group", "labels.group", Look.TEXT, 14),
            new Column("Environment", "labels.environment", Look.TEXT, 14),
            new Column("Instances", "labels.instances", Look.COUNT, 12),
            new Column("Pulls per month", "labels.pullsPerMonth", Look.COUNT, 16),
            new Column("Platform", "platform", Look.TEXT, 15),
            new Column("Compressed", "size.compressedBytes", Look.MEGABYTES, 15),
            new Column("Saved", "saving.expectedBytes", Look.MEGABYTES, 14),
            new Column("Saved %", "saving.share", Look.SHARE, 10),
            new Column("Saved at least", "saving.lowBytes", Look.MEGABYTES, 14),
            new Column("Saved at most", "saving.highBytes", Look.MEGABYTES, 14),
            new Column("Uncompressed", "size.uncompressedBytes", Look.MEGABYTES, 15),
            new Column("Base", "base.name", Look.TEXT, 24),
            new Column("Top findings", "findings.top", Look.TEXT, 48),
            new Column("Findings", "findings.count", Look.COUNT, 11),
            new Column("Layers", "layers.count", Look.COUNT, 10),
            new Column("Shipped twice", "duplicates.compressedBytes", Look.MEGABYTES, 14),
            new Column("Created", "created", Look.DATE, 12),
            new Column("Failure", "failure.reason", Look.TEXT, 22),
            new Column("What to do", "verdict.summary", Look.TEXT, 130)));
  }

  static ListSheet findings() {
    return new ListSheet(
        "Findings",
        "Findings",
        "What the images ship that a runtime image does not need, or that runs and is worth a look.",
        true,
        A3,
        List.of(
            new Column("Image", "image.reference", Look.TEXT, 46),
            new Column("Kind", "kind", Look.TEXT, 16),
            new Column("Name", "name", Look.TEXT, 30),
            new Column("Version", "version", Look.TEXT, 18),
            new Column("Package", "package", Look.TEXT, 28),
            new Column("Package URL", "purl", Look.TEXT, 48),
            new Column("Bytes", "bytes", Look.MEGABYTES, 14),
            new Column("Compressed", "compressedBytes", Look.MEGABYTES, 14),
            new Column("Needed at run time", "neededAtRuntime", Look.TEXT, 19),
            new Column("Instruction", "instruction", Look.TEXT, 60),
            new Column("From base", "base", Look.TEXT, 24),
            new Column("Reason", "reason", Look.TEXT, 60),
            new Column("Confidence", "confidence", Look.TEXT, 13),
            new Column("Evidence", "evidence", Look.TEXT, 60)));
  }

  static ListSheet layers() {
    return new ListSheet(
        "Layers",
        "Layers",
        "Every layer of every audited image, the base's first; shared layers stand at each image.",
        true,
        A3,
        List.of(
            new Column("Image", "image.reference", Look.TEXT, 46),
            new Column("Layer", "index", Look.PLAIN_NUMBER, 9),
            new Column("Digest", "digest", Look.TEXT, 24),
            new Column("Instruction", "instruction", Look.TEXT, 80),
            new Column("From base", "fromBase", Look.TEXT, 12),
            new Column("Compressed", "compressedBytes", Look.MEGABYTES, 15),
            new Column("Uncompressed", "uncompressedBytes", Look.MEGABYTES, 15),
            new Column("Saved", "savedCompressedBytes", Look.MEGABYTES, 14)));
  }

  static ListSheet sharedLayers() {
    return new ListSheet(
        "Shared layers",
        "SharedLayers",
        "Layers that several images have: stored once, and gone only when all of these images are"
            + " refactored.",
        true,
        A3,
        List.of(
            new Column("Layer", "digest", Look.TEXT, 30),
            new Column("Images", "images", Look.COUNT, 10),
            new Column("Compressed", "compressedBytes", Look.MEGABYTES, 15),
            new Column("Not stored again", "sharedCompressedBytes", Look.MEGABYTES, 15),
            new Column("Saved in the end", "savedCompressedBytes", Look.MEGABYTES, 15),
            new Column("From base", "fromBase", Look.TEXT, 12),
            new Column("One of the images", "reference", Look.TEXT, 46),
            new Column("Instruction", "instruction", Look.TEXT, 90)));
  }

  static ListSheet secrets() {
    return new ListSheet(
        "Secrets",
        "Secrets",
        "What looks like a secret and lies in an image: whoever pulls it has it. Revoke it first;"
            + " taking it out of the image alone does not help. Values are masked.",
        false,
        A3,
        List.of(
            new Column("Image", "image.reference", Look.TEXT, 46),
            new Column("Owner", "image.labels.owner", Look.TEXT, 18),
            new Column("What", "name", Look.STRONG, 34),
            new Column("Where", "paths.roots", Look.TEXT, 50),
            new Column("Layers", "layers", Look.TEXT, 9),
            new Column("Confidence", "confidence", Look.TEXT, 13),
            new Column("Instruction", "instruction", Look.TEXT, 60),
            new Column("What to do", "advice", Look.TEXT, 80),
            new Column("Reason", "reason", Look.TEXT, 70)));
  }

  static ListSheet duplicates() {
    return new ListSheet(
        "Duplicates",
        "Duplicates",
        "Files that an image ships more than once, and what goes where each is shipped once."
            + " What was sent again or moved is in the savings; copies are not.",
        true,
        A3,
        List.of(
            new Column("Image", "image.reference", Look.TEXT, 46),
            new Column("Cause", "cause", Look.TEXT, 12),
            new Column("Where", "places.roots", Look.TEXT, 60),
            new Column("Files", "files", Look.COUNT, 9),
            new Column("Bytes", "bytes", Look.MEGABYTES, 14),
            new Column("Compressed", "compressedBytes", Look.MEGABYTES, 14),
            new Column("Instruction", "instruction", Look.TEXT, 60),
            new Column("Reason", "reason", Look.TEXT, 90)));
  }

  static ListSheet failures() {
    return new ListSheet(
        "Failures",
        "Failures",
        "Images without a result: failed ones, and what was skipped because it is no image.",
        false,
        A3,
        List.of(
            new Column("Image", "reference", Look.TEXT, 60),
            new Column("Status", "status", Look.TEXT, 10),
            new Column("Stage", "failure.stage", Look.TEXT, 11),
            new Column("Reason", "failure.reason", Look.TEXT, 24),
            new Column("Message", "failure.message", Look.TEXT, 90),
            new Column("Owner", "labels.owner", Look.TEXT, 20),
            new Column("Group", "labels.group", Look.TEXT, 16),
            new Column("Environment", "labels.environment", Look.TEXT, 16)));
  }
}
