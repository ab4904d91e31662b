package dev.imageaudit.closure;

import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.Map;
import java.util.Optional;

/** The accounts of an image's users. */
final class Accounts {
  private static final int NAME = 0;
  private static final int USER_ID = 2;
  private static final int HOME = 5;

  private Accounts() {}

  /** The directory of the user that the container runs as; empty where nothing says it. */
  static Optional<String> home(
      RootFilesystem root, ImageConfig config, Map<String, String> environment) {
    String user = config.user().replaceFirst(":.*", "");
    Optional<String> set = Optional.ofNullable(environment.get("HOME"));
    return set.or(() -> ofAccount(root, user.isEmpty() ? "root" : user))
        .filter(home -> home.startsWith("/"));
  }

  private static Optional<String> ofAccount(RootFilesystem root, String user) {
    String accounts = root.text("/etc/passwd").orElse("");
    for (String line : accounts.split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length > HOME && (fields[NAME].equals(user) || fields[USER_ID].equals(user))) {
        return Optional.of(fields[HOME]);
      }
    }
    return Optional.empty();
  }
}
