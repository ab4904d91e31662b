package dev.imageaudit.report;

/** One kind of report, as a file or as a directory of files. */
public sealed interface Report permits ReportWriter, ReportSet {}
