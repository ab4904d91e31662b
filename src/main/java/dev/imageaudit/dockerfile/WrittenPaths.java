package dev.imageaudit.dockerfile;

import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paths that the commands of a {@code RUN} write, and those that they delete, where the
 * commands are of those that write nothing but what they name.
 *
 * @param edited patterns of files whose content they change or make
 * @param touched patterns of all that they make or change otherwise, directories included
 * @param deleted paths as they are written, perhaps with {@code *}
 */
record WrittenPaths(Set<Pattern> edited, Set<Pattern> touched, Set<String> deleted) {
  private static final Pattern SILENT =
      Pattern.compile(
          "(?:apt(?:-get|-mark|-cache)?|cd|set|true|:|test|export|grep|ls|sleep|useradd|groupadd"
              + "|usermod|adduser|addgroup|ldconfig|savedAptMark=\\S*|fc-cache)(?: .*)?");
  private static final Pattern EDITS =
      Pattern.compile(
          "(?:sed (?:-\\S+ )*-\\S*i|perl (?:-\\S+ )*-\\S*i).*|(?:tee|touch|truncate) .*");
  private static final Pattern MAKES = Pattern.compile("(?:cp|mv|install|ln) .*");
  private static final Pattern TOUCHES =
      Pattern.compile(
          "(?:mkdir|chown|chmod|chgrp|setcap) .*|(?:wget|curl|tar|unzip) .*-[A-Za-z]*[PCOod] ?/.*");
  private static final Pattern DELETES = Pattern.compile("(?:rm|rmdir|unlink) .*");
  private static final Pattern PRINTS = Pattern.compile("(?:echo|printf|cat) .*");
  private static final Pattern REDIRECTED =
      Pattern.compile("(?<![0-9&])>>?\\s*(?<path>[^\\s;|&<>]+)");
  private static final Pattern TEE = Pattern.compile("\\|\\s*tee (?:-a )?(?<path>/\\S+)");

  /** What commands write that name none of it. */
  private static final Map<String, String> OWN_PLACES =
      Map.of(
          "a2enmod", "/etc/apache2",
          "a2dismod", "/etc/apache2",
          "a2ensite", "/etc/apache2",
          "a2dissite", "/etc/apache2",
          "a2enconf", "/etc/apache2",
          "phpenmod", "/etc/php",
          "phpdismod", "/etc/php",
          "locale-gen", "/usr/lib/locale",
          "update-ca-certificates", "/etc/ssl/certs");

  WrittenPaths {
    edited = Set.copyOf(edited);
    touched = Set.copyOf(touched);
    deleted = Set.copyOf(deleted);
  }

  /** Those of {@code parts}; empty where one of them may write what it does not name. */
  static Optional<WrittenPaths> of(List<String> parts) {
    Set<Pattern> edited = new LinkedHashSet<>();
    Set<Pattern> touched = new LinkedHashSet<>();
    Set<String> deleted = new LinkedHashSet<>();
    String directory = "/";
    boolean isAll = true;
    for (String part : parts) {
      if (part.startsWith("cd ")) {
        directory = absolute(part.substring(3).strip(), directory);
      }
      List<String> words = words(part, directory);
      addRedirected(part, directory, edited);
      String place = OWN_PLACES.get(part.replaceFirst(" .*", ""));
      if (place != null) {
        touched.add(pattern(place));
      } else if (DELETES.matcher(part).matches()) {
        deleted.addAll(words);
      } else if (EDITS.matcher(part).matches()) {
        words.forEach(word -> edited.add(pattern(word)));
      } else if (MAKES.matcher(part).matches() && !words.isEmpty()) {
        addMade(words, part, edited, touched);
      } else if (TOUCHES.matcher(part).matches()) {
        words.forEach(word -> touched.add(pattern(word)));
      } else if (!SILENT.matcher(part).matches() && !PRINTS.matcher(part).matches()) {
        isAll = false;
      }
    }
    touched.addAll(edited);
    WrittenPaths written = new WrittenPaths(edited, touched, deleted);
    return isAll || !edited.isEmpty() || !deleted.isEmpty()
        ? Optional.of(isAll ? written : written.amongOthers())
        : Optional.empty();
  }

  /** Other commands write, too: what, nobody knows. */
  private WrittenPaths amongOthers() {
    return new WrittenPaths(edited, Set.of(Pattern.compile(".*")), deleted);
  }

  private static void addRedirected(String part, String directory, Set<Pattern> edited) {
    for (Pattern redirection : List.of(REDIRECTED, TEE)) {
      Matcher matcher = redirection.matcher(part);
      while (matcher.find()) {
        edited.add(pattern(absolute(unquoted(matcher.group("path")), directory)));
      }
    }
  }

  private static void addMade(
      List<String> words, String part, Set<Pattern> edited, Set<Pattern> touched) {
    String target = words.get(words.size() - 1);
    touched.add(pattern(target));
    if (!part.startsWith("ln ")) {
      edited.add(pattern(target));
      words.forEach(word -> edited.add(pattern(Paths.child(target, Paths.name(word)))));
    }
  }

  /** The operands that are paths. */
  private static List<String> words(String part, String directory) {
    List<String> words = new ArrayList<>();
    String plain = part.replaceAll("'[^']*'|\"[^\"]*\"", " ");
    for (String word : Arrays.asList(plain.split("\\s+", -1))) {
      boolean isPath = word.matches("[A-Za-z0-9_./*?+-]+") && word.matches(".*[/.].*");
      if (isPath && !word.startsWith("-")) {
        words.add(absolute(word, directory));
      }
    }
    return words;
  }

  private static String unquoted(String word) {
    return word.replaceAll("[\"']", "");
  }

  private static String absolute(String path, String directory) {
    String whole = Paths.absolute(path, directory);
    return Paths.normalise(whole).orElse(whole);
  }

  private static Pattern pattern(String path) {
    return Pattern.compile(
        ("\\Q" + path.replace("\\E", "") + "\\E")
            .replace("*", "\\E[^/]*\\Q")
            .replace("?", "\\E.\\Q"));
  }

  /** Whether they change the content of {@code path} or make it. */
  boolean edits(String path) {
    return edited.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  /** Whether they may have written {@code path}, or a directory that it lies in. */
  boolean touches(String path) {
    for (String at = path; !at.equals("/"); at = Paths.parent(at)) {
      String here = at;
      if (touched.stream().anyMatch(pattern -> pattern.matcher(here).matches())) {
        return true;
      }
    }
    return false;
  }
}
