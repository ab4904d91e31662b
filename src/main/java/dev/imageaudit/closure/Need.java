package dev.imageaudit.closure;

import java.util.Locale;

/**
 * Why running needs a path.
 *
 * @param by what needs it: another path, or {@link RuntimeClosure#ENTRY_POINT}
 * @param because what it is to that: {@code its interpreter}, {@code a library}; a clause for
 *     people
 * @param strength how exactly it is known
 */
public record Need(String by, String because, Strength strength) {
  static final String IN_CLASS_PATH = "in its class path";

  /** How exactly a need is known; the strongest first. */
  public enum Strength {
    /** This very path is opened or executed. */
    HARD,
    /** A rule says that programs of this kind open it by name, or need a directory as a whole. */
    RULE,
    /** It belongs to the application, or to a directory that the program is told to use. */
    DATA,
    /** It may be needed: where the trail is lost, it is kept on the safe side. */
    HEURISTIC;

    /** The name in reports. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isStrongerThan(Strength that) {
      return compareTo(that) < 0;
    }

    Strength weaker(Strength that) {
      return isStrongerThan(that) ? that : this;
    }
  }
}
