package dev.imageaudit.estimate;

import dev.imageaudit.estimate.RuntimeBase.Libc;
import dev.imageaudit.estimate.RuntimeBase.Role;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One row of base images.
 *
 * @param fields those that are not empty, by column
 */
record BaseImageRow(String file, int line, Map<String, String> fields) {
  /** All columns that there are. */
  static final List<String> COLUMNS =
      List.of(
          "image",
          "tag",
          "platform",
          "compressed_bytes",
          "uncompressed_bytes",
          "approximate",
          "role",
          "ecosystem",
          "libc",
          "date",
          "source",
          "note",
          "layers",
          "digest");

  RuntimeBase read() {
    return new RuntimeBase(
        name(),
        value("platform", "linux/amd64", Platform::parse),
        bytes("compressed_bytes"),
        bytes("uncompressed_bytes"),
        value("approximate", "no", BaseImageRow::yesOrNo),
        value("role", "runtime", text -> constant(Role.class, text)),
        required("ecosystem"),
        value("libc", required("libc"), text -> constant(Libc.class, text)),
        value("date", required("date"), BaseImageRow::date),
        fields.getOrDefault("source", file),
        Optional.ofNullable(fields.get("note")),
        value("layers", "", BaseImageRow::digests),
        fields.containsKey("digest")
            ? Optional.of(value("digest", "", Digest::parse))
            : Optional.empty());
  }

  private String name() {
    String image = required("image");
    String name = Optional.ofNullable(fields.get("tag")).map(t -> image + ":" + t).orElse(image);
    try {
      Reference.parse(name);
      return name;
    } catch (IllegalArgumentException e) {
      throw wrong("image", String.valueOf(e.getMessage()));
    }
  }

  private String required(String column) {
    String text = fields.get(column);
    if (text == null) {
      throw wrong(column, "is missing");
    }
    return text;
  }

  private OptionalLong bytes(String column) {
    String text = fields.get(column);
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("[0-9]{1,15}")) {
      throw wrong(column, "is no whole number of bytes: " + text);
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private <T> T value(String column, String otherwise, Function<String, T> reader) {
    try {
      return reader.apply(fields.getOrDefault(column, otherwise));
    } catch (IllegalArgumentException e) {
      throw wrong(column, String.valueOf(e.getMessage()));
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(text.toLowerCase(Locale.ROOT))) {
        return constant;
      }
      names.add(name);
    }
    throw new IllegalArgumentException("is one of " + String.join(", ", names) + ", not " + text);
  }

  private static boolean yesOrNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> true;
      case "no", "false" -> false;
      default -> throw new IllegalArgumentException("is yes or no, not " + text);
    };
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is no date such as 2026-09-25: " + text, e);
    }
  }

  private static List<Digest> digests(String text) {
    List<Digest> digests = new ArrayList<>();
    for (String digest : text.isEmpty() ? new String[0] : text.split("\\s+")) {
      digests.add(Digest.parse(digest));
    }
    return digests;
  }

  private InvalidBaseDataException wrong(String column, String problem) {
    return new InvalidBaseDataException(file, line, column + ": " + problem);
  }
}
