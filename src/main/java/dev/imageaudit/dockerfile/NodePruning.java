package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.Paths;

/** Removes the packages of a Node project that only its development needs. */
final class NodePruning {
  private NodePruning() {}

  /** The command, of the package manager whose lock file lies in {@code project}. */
  static String command(String project, Subject subject) {
    if (subject.root().find(Paths.child(project, "pnpm-lock.yaml")).isPresent()) {
      return "pnpm --dir " + project + " prune --prod";
    }
    if (subject.root().find(Paths.child(project, "yarn.lock")).isPresent()) {
      return "yarn install --cwd "
          + project
          + " --production --frozen-lockfile --ignore-scripts --prefer-offline";
    }
    return "npm prune --omit=dev --prefix " + project;
  }
}
