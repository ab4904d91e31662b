package dev.imageaudit.estimate;

import dev.imageaudit.estimate.Duplicate.Cause;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.HiddenFile;
import dev.imageaudit.filesystem.Paths;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hidden files whose content the layer that hides them has itself: a group for each layer. */
final class SentAgain {
  private final Subject subject;
  private final Duplicates.Waste waste;
  private final Map<Integer, Map<ContentKey, Deque<FileEntry>>> contents = new HashMap<>();
  private final Map<Integer, Map<Cause, Group>> groups = new TreeMap<>();

  /** What tells contents apart before they are compared. */
  private record ContentKey(long sizeBytes, long crc32c) {
    static ContentKey of(FileEntry entry) {
      return new ContentKey(entry.sizeBytes(), entry.crc32c());
    }
  }

  /** What one layer sends again for one cause. */
  private static final class Group {
    private final List<String> paths = new ArrayList<>();
    private final SortedSet<Integer> layers = new TreeSet<>();
    private final EnumMap<Change, Long> changes = new EnumMap<>(Change.class);
    private Bytes wasted = Bytes.ZERO;
  }

  /** What is new of a file whose content is not. */
  private enum Change {
    OWNER,
    MODE,
    NOTHING;

    static Change of(FileEntry before, FileEntry after) {
      if (before.userId() != after.userId() || before.groupId() != after.groupId()) {
        return OWNER;
      }
      return before.mode() == after.mode() ? NOTHING : MODE;
    }
  }

  SentAgain(Subject subject, Duplicates.Waste waste) {
    this.subject = subject;
    this.waste = waste;
  }

  List<Duplicate> duplicates() {
    List<HiddenFile> elsewhere = new ArrayList<>();
    for (HiddenFile hidden : subject.root().hidden()) {
      if (hidden.entry().type() == FileType.REGULAR && !addAtSamePath(hidden)) {
        elsewhere.add(hidden);
      }
    }
    elsewhere.forEach(this::addMoved);
    List<Duplicate> duplicates = new ArrayList<>();
    groups.forEach(
        (layer, byCause) ->
            byCause.forEach((cause, group) -> duplicates.add(duplicate(layer, cause, group))));
    return duplicates;
  }

  private boolean addAtSamePath(HiddenFile hidden) {
    Optional<FileEntry> again =
        hidden.hiddenBy() > hidden.layer() ? take(hidden, true) : Optional.empty();
    again.ifPresent(entry -> add(Cause.SENT_AGAIN, hidden, entry));
    return again.isPresent();
  }

  private void addMoved(HiddenFile hidden) {
    if (hidden.entry().digest().isPresent() && hidden.hiddenBy() > hidden.layer()) {
      take(hidden, false).ifPresent(entry -> add(Cause.MOVED, hidden, entry));
    }
  }

  /** An entry of the layer that hides {@code hidden}, of the same content; each is taken once. */
  private Optional<FileEntry> take(HiddenFile hidden, boolean samePath) {
    Deque<FileEntry> alike =
        contents
            .computeIfAbsent(hidden.hiddenBy(), this::contentsOf)
            .getOrDefault(ContentKey.of(hidden.entry()), new ArrayDeque<>());
    Optional<FileEntry> found =
        alike.stream()
            .filter(entry -> entry.hasContentOf(hidden.entry()))
            .filter(entry -> !samePath || entry.path().equals(hidden.entry().path()))
            .findFirst();
    found.ifPresent(alike::remove);
    return found;
  }

  private Map<ContentKey, Deque<FileEntry>> contentsOf(int layer) {
    Map<ContentKey, Deque<FileEntry>> byKey = new HashMap<>();
    for (FileEntry entry : subject.root().layers().get(layer).entries()) {
      if (entry.type() == FileType.REGULAR && entry.sizeBytes() > 0) {
        byKey.computeIfAbsent(ContentKey.of(entry), key -> new ArrayDeque<>()).add(entry);
      }
    }
    return byKey;
  }

  private void add(Cause cause, HiddenFile hidden, FileEntry again) {
    Group group =
        groups
            .computeIfAbsent(hidden.hiddenBy(), layer -> new EnumMap<>(Cause.class))
            .computeIfAbsent(cause, c -> new Group());
    Bytes bytes = Bytes.of(hidden.entry());
    group.paths.add(cause == Cause.MOVED ? again.path() : hidden.path());
    group.layers.add(hidden.layer());
    group.layers.add(hidden.hiddenBy());
    group.wasted = group.wasted.plus(bytes);
    group.changes.merge(Change.of(hidden.entry(), again), bytes.uncompressedBytes(), Long::sum);
    waste.add(hidden.layer(), bytes);
  }

  private Duplicate duplicate(int layer, Cause cause, Group group) {
    return new Duplicate(
        cause,
        group.paths.size(),
        List.of(commonDirectory(group.paths)),
        group.wasted,
        group.layers,
        Optional.of(layer),
        reason(layer, cause, group));
  }

  /** The one file, or the innermost directory that has them all. */
  private static String commonDirectory(List<String> paths) {
    String common = paths.get(0);
    for (String path : paths) {
      while (!Paths.isWithin(path, common)) {
        common = Paths.parent(common);
      }
    }
    return common;
  }

  private String reason(int layer, Cause cause, Group group) {
    String instruction = subject.instructions().get(layer).orElse("");
    boolean isCopied = instruction.startsWith("COPY ") || instruction.startsWith("ADD ");
    if (cause == Cause.MOVED) {
      return "The instruction moves what an earlier layer has brought already, which ships it"
          + " twice: put it into its place in the instruction that brings it.";
    }
    return switch (mainChange(group)) {
      case OWNER ->
          "A mere change of owner ships the files again: use COPY --chown, or change the owner in"
              + " the instruction that brings them.";
      case MODE ->
          "A mere change of mode ships the files again: use COPY --chmod, or change the mode in"
              + " the instruction that brings them.";
      case NOTHING ->
          isCopied
              ? "The instruction copies files again that an earlier layer has with the same"
                  + " content: copy each once."
              : "The instruction ships files again without changing them, as touch, chown and"
                  + " chmod do where nothing is to be changed: leave it out, or do it in the"
                  + " instruction that brings them.";
    };
  }

  private static Change mainChange(Group group) {
    return group.changes.entrySet().stream()
        .max(Map.Entry.<Change, Long>comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Change.NOTHING);
  }
}
