package dev.imageaudit.closure;

import dev.imageaudit.closure.Need.Strength;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The libraries by which glibc looks up users and hosts: those of the services that {@code
 * nsswitch.conf} names.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/nsswitch.conf.5.html">nsswitch.conf(5)</a>
 */
final class NameServices {
  private static final String CONFIGURATION = "/etc/nsswitch.conf";
  private static final Pattern LIBRARY = Pattern.compile("libc\\.so\\.6|libc-2\\.[0-9]+\\.so");
  private static final Pattern LINE = Pattern.compile("(?m)^\\s*[a-z_]+\\s*:([^#\n]*)");
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9_]{1,32}");
  private static final List<String> ALWAYS = List.of("files", "dns", "compat");

  private NameServices() {}

  /** Where {@code library} is the C library, adds those that it loads. */
  static void follow(RootFile library, NeededFiles needed) {
    String name = Paths.name(library.path());
    if (!LIBRARY.matcher(name).matches()) {
      return;
    }
    Need need =
        new Need(
            library.path(),
            "a name service that " + CONFIGURATION + " names",
            needed.strength(library).weaker(Strength.RULE));
    for (String service : services(needed)) {
      for (String directory : directories(library)) {
        needed.add(Paths.child(directory, "libnss_" + service + ".so.2"), need);
      }
    }
  }

  private static Set<String> services(NeededFiles needed) {
    Set<String> services = new LinkedHashSet<>(ALWAYS);
    String text = needed.root().text(CONFIGURATION).orElse("");
    Matcher lines = LINE.matcher(text);
    while (lines.find()) {
      String line = lines.group(1).replaceAll("\\[[^\\]]*\\]", " ");
      Matcher service = SERVICE.matcher(line);
      while (service.find()) {
        services.add(service.group());
      }
    }
    return services;
  }

  private static List<String> directories(RootFile library) {
    String directory = Paths.parent(library.path());
    List<String> directories = new ArrayList<>(List.of(directory));
    directories.add(
        directory.startsWith("/usr/") ? directory.substring("/usr".length()) : "/usr" + directory);
    return directories;
  }
}
