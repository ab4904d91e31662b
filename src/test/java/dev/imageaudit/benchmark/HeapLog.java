package dev.imageaudit.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run's garbage collector said.
 *
 * @param peakMegabytes the heap at its fullest, garbage included
 * @param liveMegabytes the most that a collection left of it
 */
record HeapLog(int peakMegabytes, int liveMegabytes) {
  private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\(\\d+M\\)");

  /** The option that has a JVM write it to {@code file}. */
  static String option(Path file) {
    return "-Xlog:gc:file=" + file;
  }

  static HeapLog read(Path file) throws IOException {
    int peak = 0;
    int live = 0;
    Matcher collection = COLLECTION.matcher(Files.readString(file));
    while (collection.find()) {
      peak = Math.max(peak, Integer.parseInt(collection.group(1)));
      live = Math.max(live, Integer.parseInt(collection.group(2)));
    }
    return new HeapLog(peak, live);
  }
}
