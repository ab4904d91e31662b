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
  private final long[] scores;
  private final boolean[] isDone;

  /** A step of the order: a refactor, and the bytes that go with it. */
  record Step(int refactor, long savedBytes) {}

  /** Layers with the same users, and how many of these are still to be refactored. */
  private static final class Bundle {
    private final IntBuffer users;
    private int waiting;
    private long bytes;

    Bundle(IntBuffer users) {
      this.users = users;
      this.waiting = users.remaining();
    }

    long share() {
      return bytes / waiting;
    }
  }

  private RefactorOrder(LayerTable layers, LayerUsers users, int refactors) {
    scores = new long[refactors];
    isDone = new boolean[refactors];
    for (int i = 0; i < refactors; i++) {
      bundlesOf.add(new ArrayList<>());
    }
    bundle(layers, users);
    for (Bundle bundle : bundles) {
      for (int i = bundle.users.position(); i < bundle.users.limit(); i++) {
        int user = bundle.users.get(i);
        bundlesOf.get(user).add(bundle);
        scores[user] += bundle.share();
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
    for (int next = order.best(); next >= 0; next = order.best()) {
      steps.add(new Step(next, order.take(next)));
    }
    return steps;
  }

  /** The first of those with the largest saving; -1 where none is left. */
  private int best() {
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      boolean isOpen = !isDone[i] && !bundlesOf.get(i).isEmpty();
      if (isOpen && (best < 0 || scores[i] > scores[best])) {
        best = i;
      }
    }
    return best;
  }

  private long take(int refactor) {
    isDone[refactor] = true;
    long saved = 0;
    for (Bundle bundle : bundlesOf.get(refactor)) {
      long share = bundle.share();
      bundle.waiting--;
      if (bundle.waiting == 0) {
        saved += bundle.bytes;
      } else {
        long more = bundle.share() - share;
        for (int i = bundle.users.position(); i < bundle.users.limit(); i++) {
          scores[bundle.users.get(i)] += more;
        }
      }
    }
    return saved;
  }
}
