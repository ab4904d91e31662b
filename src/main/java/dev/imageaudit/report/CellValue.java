package dev.imageaudit.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** What a cell holds; a blank one counts in no sum. */
sealed interface CellValue {
  CellValue BLANK = new Blank();

  /** The number of the row in its table, from 1. */
  CellValue RANK = new Rank();

  record Text(String text) implements CellValue {}

  record Amount(double amount) implements CellValue {}

  /** A date and time, in UTC. */
  record Moment(LocalDateTime time) implements CellValue {}

  record Blank() implements CellValue {}

  record Rank() implements CellValue {}

  static CellValue of(String text) {
    return text.isEmpty() ? BLANK : new Text(text);
  }

  static CellValue of(long number) {
    return new Amount(number);
  }

  static CellValue of(boolean truth) {
    return new Text(truth ? "yes" : "no");
  }

  static CellValue of(Instant time) {
    return new Moment(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  static CellValue ofText(Optional<String> text) {
    return text.map(CellValue::of).orElse(BLANK);
  }

  static CellValue ofCount(Optional<Long> number) {
    return number.map(CellValue::of).orElse(BLANK);
  }

  /** {@code part / whole}; nothing of nothing is none. */
  static CellValue share(long part, long whole) {
    return new Amount(whole == 0 ? 0 : (double) part / whole);
  }

  /** A time as an image writes it; the text itself where a spreadsheet has no such date. */
  static CellValue time(String written) {
    try {
      LocalDateTime time =
          OffsetDateTime.parse(written).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
      boolean isCalendarDate = time.getYear() >= 1900 && time.getYear() <= 9999;
      return isCalendarDate ? new Moment(time) : of(written);
    } catch (DateTimeException e) {
      return of(written);
    }
  }
}
