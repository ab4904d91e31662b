package dev.imageaudit.audit;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which refactors save most, soonest. Layers that the same refactors use are one
 * bundle, and a bundle's bytes go with the last of them: so each step takes the refactor with the
 * largest saving where each of those that a bundle still waits for has an equal share of it. That
 * finishes what is begun.
 */
final class RefactorOrder {
  private final List<Bundle> bundles = new ArrayList<>();
  private final List<List<Bundle>> bundlesOf = new ArrayList<>();
  private final Scores scores;

  /** A step of the order: a refactor, and the bytes that go with it. */
  record Step(int refactor, long savedBytes) {}

  /** Layers with the same users; the first of the users are still to be refactored. */
  private static final class Bundle {
    private final int[] users;
    private int waiting;
    private long bytes;

    Bundle(IntBuffer users) {
      this.users = new int[users.remaining()];
      users.duplicate().get(this.users);
      this.waiting = this.users.length;
    }

    long share() {
      return bytes / waiting;
    }

    /** Takes {@code user} out, and gives the others what that adds to their shares. */
    void take(int user, Scores scores) {
      long more = (waiting > 1 ? bytes / (waiting - 1) : 0) - share();
      int kept = 0;
      for (int i = 0; i < waiting; i++) {
        if (users[i] != user) {
          users[kept++] = users[i];
          scores.add(users[i], more);
        }
      }
      waiting = kept;
    }
  }

  private RefactorOrder(LayerTable layers, LayerUsers users, int refactors) {
    scores = new Scores(refactors);
    for (int i = 0; i < refactors; i++) {
      bundlesOf.add(new ArrayList<>());
    }
    bundle(layers, users);
    for (Bundle bundle : bundles) {
      for (int user : bundle.users) {
        bundlesOf.get(user).add(bundle);
        scores.add(user, bundle.share());
      }
    }
  }

  private void bundle(LayerTable layers, LayerUsers users) {
    Map<IntBuffer, Bundle> byUsers = new HashMap<>();
    for (int layer = 0; layer < layers.layers(); layer++) {
      if (layers.savedBytes(layer) > 0) {
        Bundle bundle =
            byUsers.computeIfAbsent(
                users.of(layer),
                key -> {
                  Bundle added = new Bundle(key);
                  bundles.add(added);
                  return added;
                });
        bundle.bytes += layers.savedBytes(layer);
      }
    }
  }

  /** The steps; refactors that save nothing of what is stored are left out. */
  static List<Step> of(LayerTable layers, LayerUsers users, int refactors) {
    RefactorOrder order = new RefactorOrder(layers, users, refactors);
    List<Step> steps = new ArrayList<>();
    for (int next = order.scores.best(); next >= 0; next = order.scores.best()) {
      steps.add(new Step(next, order.take(next)));
    }
    return steps;
  }

  private long take(int refactor) {
    scores.remove(refactor);
    long saved = 0;
    for (Bundle bundle : bundlesOf.get(refactor)) {
      bundle.take(refactor, scores);
      saved += bundle.waiting == 0 ? bundle.bytes : 0;
    }
    return saved;
  }
}
