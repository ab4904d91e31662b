package dev.imageaudit.audit;

import java.util.Arrays;

/** Numbers that only grow, whose largest is found without looking at all of them. */
final class Scores {
  private static final int BLOCK = 128;
  private static final int NONE = -1;

  private final long[] scores;
  private final int[] bestOfBlock;

  /** Scores for 0 to {@code count}, exclusive; each takes part once something is added to it. */
  Scores(int count) {
    scores = new long[count];
    Arrays.fill(scores, NONE);
    bestOfBlock = new int[count / BLOCK + 1];
    Arrays.fill(bestOfBlock, NONE);
  }

  void add(int index, long more) {
    scores[index] = Math.max(0, scores[index]) + more;
    int best = bestOfBlock[index / BLOCK];
    if (best == NONE || isBetter(index, best)) {
      bestOfBlock[index / BLOCK] = index;
    }
  }

  /** Takes {@code index} out, to which nothing is added any more. */
  void remove(int index) {
    scores[index] = NONE;
    int block = index / BLOCK;
    bestOfBlock[block] = NONE;
    for (int i = block * BLOCK; i < Math.min(scores.length, (block + 1) * BLOCK); i++) {
      if (scores[i] != NONE && (bestOfBlock[block] == NONE || isBetter(i, bestOfBlock[block]))) {
        bestOfBlock[block] = i;
      }
    }
  }

  /** The first of those with the largest score; -1 where none takes part. */
  int best() {
    int best = NONE;
    for (int candidate : bestOfBlock) {
      if (candidate != NONE && (best == NONE || isBetter(candidate, best))) {
        best = candidate;
      }
    }
    return best;
  }

  private boolean isBetter(int one, int other) {
    return scores[one] > scores[other] || (scores[one] == scores[other] && one < other);
  }
}
