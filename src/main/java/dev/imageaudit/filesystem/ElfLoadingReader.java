package dev.imageaudit.filesystem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.filesystem.ElfFacts.Announced;
import dev.imageaudit.filesystem.ElfFacts.Loading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what an ELF file loads by name: from its symbols' names, its notes, and its texts. */
final class ElfLoadingReader {
  private static final TextSearch LOADERS = new TextSearch(List.of("dlopen\0", "iconv_open\0"));
  private static final int OPENS_LIBRARY = 0;
  private static final int CONVERTS = 1;
  private static final int DLOPEN_NOTE = 0x407c0c0a;
  private static final String NOTE_OWNER = "FDO";
  private static final int MAX_TEXTS_BYTES = 16 << 20;
  private static final int MAX_NAMES = 64;
  private static final int MAX_NAME_LENGTH = 128;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ElfLoadingReader() {}

  /**
   * Reads it.
   *
   * @param strings the table of the dynamic symbols' names
   * @param needed the libraries that the file names anyway
   * @param texts what the file's own texts say
   */
  static Loading read(
      FileParts parts,
      ElfHeaders headers,
      ByteBuffer strings,
      List<String> needed,
      StaticTexts texts) {
    BitSet loaders = LOADERS.foundIn(strings);
    boolean opensLibraries = loaders.get(OPENS_LIBRARY);
    return new Loading(
        opensLibraries,
        loaders.get(CONVERTS),
        texts.asksCertificates(),
        texts.asksTimeZones(),
        texts.startsPrograms(),
        announced(parts, headers),
        opensLibraries ? named(parts.available(0, MAX_TEXTS_BYTES), needed) : List.of());
  }

  private static List<Announced> announced(FileParts parts, ElfHeaders headers) {
    List<Announced> announced = new ArrayList<>();
    for (ElfNote note : ElfNote.all(parts, headers)) {
      if (note.type() == DLOPEN_NOTE && note.owner().equals(NOTE_OWNER)) {
        addAnnounced(ElfReader.text(note.content(), 0), announced);
      }
    }
    return announced;
  }

  private static void addAnnounced(String json, List<Announced> announced) {
    try {
      JsonNode note = JSON.readTree(json);
      for (JsonNode feature : note.isArray() ? note : JSON.createArrayNode().add(note)) {
        List<String> sonames = new ArrayList<>();
        JsonNode soname = feature.path("soname");
        for (JsonNode name : soname.isArray() ? soname : JSON.createArrayNode().add(soname)) {
          if (name.isTextual() && sonames.size() < MAX_NAMES) {
            sonames.add(name.asText());
          }
        }
        if (!sonames.isEmpty() && announced.size() < MAX_NAMES) {
          boolean isSuggested = feature.path("priority").asText().equals("suggested");
          announced.add(new Announced(sonames, !isSuggested));
        }
      }
    } catch (JsonProcessingException e) {
      // an image may hold anything
    }
  }

  /** The texts that are a library's name and end there. */
  private static List<String> named(ByteBuffer texts, List<String> needed) {
    Set<String> names = new LinkedHashSet<>();
    for (int dot = ByteSearch.next(texts, 0, '.');
        dot < texts.limit() - 3 && names.size() < MAX_NAMES;
        dot = ByteSearch.next(texts, dot + 1, '.')) {
      if (texts.get(dot + 1) == 's' && texts.get(dot + 2) == 'o') {
        String name = nameAround(texts, dot);
        if (name.startsWith("lib") && !needed.contains(name)) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  private static String nameAround(ByteBuffer texts, int dot) {
    int start = dot;
    while (start > 0 && dot - start < MAX_NAME_LENGTH && isNamePart(texts.get(start - 1))) {
      start--;
    }
    int end = dot + 3;
    while (end < texts.limit() && (texts.get(end) == '.' || isDigit(texts.get(end)))) {
      end++;
    }
    if (end >= texts.limit() || texts.get(end) != 0 || end - start > MAX_NAME_LENGTH) {
      return "";
    }
    byte[] name = new byte[end - start];
    texts.get(start, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static boolean isNamePart(byte c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "_+-.".indexOf(c) >= 0;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
