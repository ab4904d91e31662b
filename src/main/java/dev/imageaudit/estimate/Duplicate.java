package dev.imageaudit.estimate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Contents that an image ships more than once, for one cause and in one place.
 *
 * @param files how many of them are shipped in vain
 * @param places where the content lies: files, or directories that hold it under the same names;
 *     sorted
 * @param wasted what those files weigh; of a copy in one root filesystem all but the first
 * @param layers the indexes of the layers that ship the content
 * @param layer the index of the layer whose instruction is the cause
 * @param reason why, and what to do, as sentences for people
 */
public record Duplicate(
    Cause cause,
    int files,
    List<String> places,
    Bytes wasted,
    SortedSet<Integer> layers,
    Optional<Integer> layer,
    String reason) {

  public Duplicate {
    places = List.copyOf(places);
    layers = Collections.unmodifiableSortedSet(new TreeSet<>(layers));
  }

  /** Why a content is shipped more than once. */
  public enum Cause {
    /** A layer has a file again that an earlier one has with the same content. */
    SENT_AGAIN,
    /** A layer has the content of an earlier layer's file elsewhere, and deletes that. */
    MOVED,
    /** Files of the root filesystem have the same content, and are no hard links. */
    COPY;

    /** The name in reports: {@code sent-again}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads {@link #code}.
     *
     * @throws IllegalArgumentException where there is no such cause
     */
    @JsonCreator
    public static Cause of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether what it wastes is hidden, and so of every projection's saving. */
    public boolean isHidden() {
      return this != COPY;
    }
  }
}
