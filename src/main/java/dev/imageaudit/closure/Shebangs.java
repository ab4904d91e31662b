package dev.imageaudit.closure;

import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Scripts whose first line names their interpreter.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/execve.2.html">execve(2)</a>
 */
final class Shebangs {
  private static final int MAX_LINE_BYTES = 255;

  private Shebangs() {}

  /** Runs the interpreter of {@code script}, which starts with {@code text}. */
  static void follow(Command command, RootFile script, String text, Trail trail) {
    List<String> argv = interpreter(text);
    if (argv.isEmpty()) {
      trail.doubt(script.path() + " names no interpreter in its first line.");
      return;
    }
    if (text.substring(0, lineEnd(text)).endsWith("\r")) {
      trail.doubt(script.path() + " cannot start: its first line ends as those of Windows do.");
    }
    String program = argv.get(0);
    if (trail.entrypoint().file(program).isEmpty()) {
      trail.doubt(
          script.path() + " cannot start: its interpreter " + program + " is not in the image.");
    }
    argv.add(script.path());
    argv.addAll(command.arguments());
    trail.run(argv, script.path(), command.directory());
  }

  private static int lineEnd(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text.length() : end;
  }

  /** The interpreter and its argument: one word, but where {@code env -S} takes it apart. */
  private static List<String> interpreter(String text) {
    String line = text.substring(2, Math.min(lineEnd(text), MAX_LINE_BYTES)).strip();
    String[] words = line.split("[ \t]+", 2);
    List<String> argv = new ArrayList<>(List.of(words[0]));
    if (words.length > 1) {
      boolean isSplit = words[0].endsWith("/env") && words[1].matches("-v?S.*|--split-string.*");
      if (isSplit) {
        String rest = words[1].replaceFirst("^(?:-v?S|--split-string[= ])", "");
        argv.addAll(Options.split(rest));
      } else {
        argv.add(words[1]);
      }
    }
    argv.removeIf(String::isEmpty);
    return argv;
  }
}
