package dev.imageaudit.detect;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.imageaudit.packages.InstalledPackage;
import java.util.Locale;
import java.util.Optional;

/** What it means for a rule that a package owns a file. */
enum Ownership {
  /** The finding is that package's, and takes of its files and of nobody's. */
  OWNER {
    @Override
    boolean mayTake(Optional<InstalledPackage> ofSign, Optional<InstalledPackage> ofPath) {
      return ofPath.isEmpty() || ofPath.equals(ofSign);
    }
  },
  /** The file is part of that package, and no finding. */
  UNOWNED {
    @Override
    boolean mayTake(Optional<InstalledPackage> ofSign, Optional<InstalledPackage> ofPath) {
      return ofPath.isEmpty();
    }
  },
  /** Nothing. */
  ANY {
    @Override
    boolean mayTake(Optional<InstalledPackage> ofSign, Optional<InstalledPackage> ofPath) {
      return true;
    }
  };

  /** Whether a finding of which {@code ofSign} owns the sign takes a path of {@code ofPath}. */
  abstract boolean mayTake(Optional<InstalledPackage> ofSign, Optional<InstalledPackage> ofPath);

  /**
   * Reads the name in lower case.
   *
   * @throws IllegalArgumentException where there is no such meaning
   */
  @JsonCreator
  static Ownership of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
