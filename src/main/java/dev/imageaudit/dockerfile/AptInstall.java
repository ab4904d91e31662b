package dev.imageaudit.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A command that installs packages of Debian, and how it is written well. */
final class AptInstall {
  private static final Pattern COMMAND =
      Pattern.compile("(?:[A-Z_]+=\\S* )?apt(?:-get)? (?:-\\S+ )*install(?: [^;|&<>\"'$]*)?");
  private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9.+-]+(?::[a-z0-9]+)?");
  private static final int MAX_PACKAGES_IN_LINE = 3;

  private AptInstall() {}

  static boolean isOne(String command) {
    return COMMAND.matcher(command).matches();
  }

  /** The packages that {@code command} names, without versions, in order. */
  static List<String> packages(String command) {
    List<String> packages = new ArrayList<>();
    for (String word : words(command)) {
      String name = word.replaceFirst("[=/].*", "");
      if (PACKAGE.matcher(name).matches()) {
        packages.add(name);
      }
    }
    return packages;
  }

  private static List<String> words(String command) {
    String[] words = command.split(" +", -1);
    int install = List.of(words).indexOf("install");
    return List.of(words).subList(install + 1, words.length);
  }

  /** Non-interactive, and with what is named alone, {@code more} included. */
  static String improved(String command, List<String> more) {
    String better = command.replaceFirst("\\bapt install\\b", "apt-get install");
    better = better.replaceFirst("\\bapt (-)", "apt-get $1");
    if (!better.matches(".* (?:-[a-z]*y[a-z]*|--yes|--assume-yes)(?: .*)?")) {
      better = better.replaceFirst("install", "install -y");
    }
    if (!better.contains("--no-install-recommends")) {
      better = better.replaceFirst("install((?: -\\S+)*)", "install$1 --no-install-recommends");
    }
    return more.isEmpty() ? better : better + " " + String.join(" ", more);
  }

  /** With a line for each package, where there are many. */
  static String laidOut(String command) {
    List<String> packages = new ArrayList<>();
    StringBuilder head = new StringBuilder(command.substring(0, command.indexOf("install")));
    head.append("install");
    for (String word : words(command)) {
      if (word.startsWith("-")) {
        head.append(' ').append(word);
      } else {
        packages.add(word);
      }
    }
    if (packages.size() <= MAX_PACKAGES_IN_LINE) {
      return command;
    }
    return head
        + packages.stream()
            .sorted()
            .distinct()
            .map(p -> " \\\n      " + p)
            .reduce("", String::concat);
  }
}
