package dev.imageaudit.closure;

import java.util.Map;
import java.util.Set;

/** Variables of the environment that tell programs where to look. */
final class EnvironmentPaths {
  private static final Set<String> NAMES =
      Set.of(
          "BUNDLE_GEMFILE",
          "BUNDLE_PATH",
          "CATALINA_BASE",
          "CATALINA_HOME",
          "CURL_CA_BUNDLE",
          "GEM_HOME",
          "GEM_PATH",
          "JBOSS_HOME",
          "JETTY_BASE",
          "JETTY_HOME",
          "NODE_EXTRA_CA_CERTS",
          "NODE_PATH",
          "OPENSSL_CONF",
          "OPENSSL_MODULES",
          "PERL5LIB",
          "PHP_INI_SCAN_DIR",
          "PYTHONPATH",
          "REQUESTS_CA_BUNDLE",
          "RUBYLIB",
          "R_LIBS",
          "SSL_CERT_DIR",
          "SSL_CERT_FILE",
          "TZDIR",
          "VIRTUAL_ENV",
          "LUA_PATH",
          "BASH_ENV",
          "ENV");

  private EnvironmentPaths() {}

  /** Adds what they name. */
  static void follow(Map<String, String> environment, Trail trail) {
    environment.forEach(
        (name, value) -> {
          if (NAMES.contains(name)) {
            for (String path : value.split("[:;]", -1)) {
              if (path.startsWith("/")) {
                trail.use(path, RuntimeClosure.ENTRY_POINT, "named by the variable " + name);
              }
            }
          }
        });
  }
}
