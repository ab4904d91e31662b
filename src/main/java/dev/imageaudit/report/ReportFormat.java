package dev.imageaudit.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What kinds of report there are. */
public enum ReportFormat {
  JSON(false),
  /** The workbook. */
  XLSX(false),
  /** The page to look at. */
  HTML(false),
  /** A line per image, as it is done. */
  JSONL(false),
  /** A table a file. */
  CSV(true),
  /** For code scanning. */
  SARIF(false),
  /** Software bills of material, one for each image. */
  CYCLONEDX(true),
  /** For build servers. */
  JUNIT(false),
  /** For a comment on a pull request. */
  MARKDOWN(false),
  /** For monitoring. */
  OPENMETRICS(false);

  private final boolean isDirectory;

  ReportFormat(boolean isDirectory) {
    this.isDirectory = isDirectory;
  }

  /** The name on the command line. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a directory of files. */
  public boolean isDirectory() {
    return isDirectory;
  }

  /** The format that {@link #code} names; empty where there is none. */
  public static Optional<ReportFormat> named(String code) {
    return Arrays.stream(values()).filter(format -> format.code().equals(code)).findFirst();
  }

  /** All names. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(ReportFormat::code).toList();
  }

  /** All names in a sentence. */
  public static String names() {
    return String.join(", ", codes());
  }
}
