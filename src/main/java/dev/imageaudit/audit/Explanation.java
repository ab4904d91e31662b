package dev.imageaudit.audit;

import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.filesystem.HiddenFile;
import dev.imageaudit.filesystem.RootFile;
import java.util.List;
import java.util.Optional;

/** Why a path of an image is needed at run time, or not, and how it came there. */
public sealed interface Explanation {

  /**
   * A file, link or directory.
   *
   * @param chain why it is needed, its own reason first; none where it is not
   * @param origin the instruction that brought its layer; empty where the history does not say
   * @param fromBase whether the base image brought that
   * @param owner the package that it belongs to, with its type: the distribution's, else the
   *     application's
   * @param findings the names of the findings that it belongs to, with the reasons
   */
  record OfFile(
      RootFile file,
      List<RuntimeClosure.Step> chain,
      Optional<String> origin,
      boolean fromBase,
      Optional<String> owner,
      List<String> findings)
      implements Explanation {
    public OfFile {
      chain = List.copyOf(chain);
      findings = List.copyOf(findings);
    }
  }

  /**
   * All that lies in a directory, or matches a pattern.
   *
   * @param path the directory or the pattern
   * @param whole all of it
   * @param needed what of it running needs
   * @param parts the same for the largest of what lies directly in it
   * @param itself the directory itself; empty of a pattern
   */
  record OfTree(String path, Amount whole, Amount needed, List<Part> parts, Optional<OfFile> itself)
      implements Explanation {
    public OfTree {
      parts = List.copyOf(parts);
    }
  }

  /** So many files with so many bytes of content; hard links count once. */
  record Amount(int files, long bytes) {
    Amount plus(RootFile file) {
      return new Amount(files + 1, bytes + (file.isHardLink() ? 0 : file.sizeBytes()));
    }
  }

  /** One of what lies in a directory. */
  record Part(String path, Amount whole, Amount needed) {}

  /**
   * A file that is pulled, and that no container sees.
   *
   * @param origin the instruction that brought it
   * @param hiddenBy the instruction that deleted or replaced it
   */
  record OfHidden(HiddenFile file, Optional<String> origin, Optional<String> hiddenBy)
      implements Explanation {}

  /**
   * Nothing that the image has.
   *
   * @param nearest the nearest directory above it that is there
   */
  record OfNothing(String path, String nearest) implements Explanation {}
}
