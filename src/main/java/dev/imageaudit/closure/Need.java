package dev.imageaudit.closure;

/**
 * Why running needs a path.
 *
 * @param by what needs it: another path, or {@link RuntimeClosure#ENTRY_POINT}
 * @param because what it is to that: {@code its interpreter}, {@code a library}; a clause for
 *     people
 * @param strength how exactly it is known
 */
public record Need(String by, String because, Strength strength) {

  /** How exactly a need is known. */
  public enum Strength {
    /** This very path is opened or executed. */
    EXACT,
    /** It lies in a directory of which no part can be told apart, such as a standard library. */
    DIRECTORY
  }
}
