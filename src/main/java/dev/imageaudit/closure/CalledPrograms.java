package dev.imageaudit.closure;

import dev.imageaudit.filesystem.RootFile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs that an interpreted application starts by name: the first literal of a call that
 * starts one, in Python, JavaScript, Ruby, Perl and PHP.
 */
final class CalledPrograms {
  /** Where applications lie. */
  private static final String PLACES =
      "/{app,code,src,work,workspace,jobs,scripts,srv,srv/*,opt/*,usr/src/*,home/*,var/www/*,var/task}";

  /**
   * Where they keep their own sources, as against their libraries': those of Node lie beside them,
   * and are many.
   */
  static final List<String> SOURCES =
      List.of(
          PLACES + "/{*,*/*,*/*/*}.{py,rb,pl,pm,php}",
          PLACES + "/{*,*/*,{src,lib,dist,build,server,api,services}/*/*}.{js,mjs,cjs}");

  /** Of the distribution, or of somebody's library. */
  private static final Pattern NOT_OWN =
      Pattern.compile(
          "/(?:usr/)?(?:s?bin|lib(?:32|64)?|share)/.*|/etc/.*"
              + "|.*/(?:node_modules|site-packages|dist-packages|vendor|gems|python[23][.0-9]*)/.*");

  private static final Pattern SOURCE = Pattern.compile(".*\\.(?:py|[cm]?js|rb|p[lm]|php)");
  private static final Pattern SHELL = Pattern.compile("(?s)#!\\s*\\S*/(?:env\\s+)?\\w*sh\\b.*");

  private static final Pattern CALL =
      Pattern.compile(
          "(?<![.\\w$>:])(?:subprocess\\.\\w+|(?:child_process|childProcess|cp)\\.\\w+|Open3\\.\\w+"
              + "|IO\\.popen|os\\.(?:system|popen|(?:exec|spawn|posix_spawn)\\w*)|shutil\\.which"
              + "|(?:asyncio\\.)?create_subprocess_\\w+|Popen|check_output|check_call|getoutput"
              + "|exec(?:Sync|File|FileSync)?|spawn(?:Sync)?|execa(?:Sync|Command)?|system|shell_exec"
              + "|passthru|proc_open|popen|Process|run|call)"
              + "\\s*\\(?\\s*\\[?\\s*[frb]{0,2}([\"'`])((?:(?!\\1)[^\\\\\n]){1,500})\\1");

  private static final Pattern BACKTICKS = Pattern.compile("`([^`\\\\\n]{1,500})`");
  private static final Pattern QUOTED_BY_BACKTICKS = Pattern.compile(".*\\.(?:rb|pl|pm|php)");
  private static final int MAX_CALLS = 200;

  private CalledPrograms() {}

  /** Runs what {@code file}, itself needed, starts, where it is such a source. */
  static void follow(RootFile file, Trail trail) {
    // Of most files no content was kept: they are told first.
    if (file.inode().content().isEmpty() || NOT_OWN.matcher(file.path()).matches()) {
      return;
    }
    Trail.text(file)
        .filter(text -> isSource(file.path(), text))
        .ifPresent(text -> follow(file.path(), text, trail));
  }

  private static boolean isSource(String path, String text) {
    return SOURCE.matcher(path).matches()
        || (text.startsWith("#!") && !SHELL.matcher(text).matches());
  }

  private static void follow(String path, String text, Trail trail) {
    Matcher call = CALL.matcher(text);
    for (int calls = 0; calls < MAX_CALLS && call.find(); calls++) {
      start(call.group(2), path, trail);
    }
    if (QUOTED_BY_BACKTICKS.matcher(path).matches()) {
      Matcher quoted = BACKTICKS.matcher(text);
      for (int calls = 0; calls < MAX_CALLS && quoted.find(); calls++) {
        start(quoted.group(1), path, trail);
      }
    }
  }

  private static void start(String called, String by, Trail trail) {
    String[] words = called.strip().split("\\s+", 2);
    String directory = trail.entrypoint().workingDirectory();
    if (words[0].isEmpty() || trail.entrypoint().locate(words[0], directory).isEmpty()) {
      return;
    }
    List<String> argv = words.length == 1 ? List.of(words[0]) : List.of("/bin/sh", "-c", called);
    trail.run(argv, by, directory);
  }
}
