package dev.imageaudit.cli;

import dev.imageaudit.detect.InvalidKnowledgeException;
import dev.imageaudit.detect.KnowledgeBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The program's knowledge, and what its user adds. */
final class Knowledge {
  private Knowledge() {}

  /**
   * The knowledge with the rules of {@code files}.
   *
   * @throws UsageException where one cannot be read, or a rule is wrong
   */
  static KnowledgeBase with(List<String> files) throws UsageException {
    KnowledgeBase knowledge = KnowledgeBase.load();
    for (String file : files) {
      try {
        knowledge = knowledge.with(file, Files.readString(Path.of(file)));
      } catch (NoSuchFileException e) {
        throw new UsageException("there is no file " + file, e);
      } catch (IOException | InvalidPathException e) {
        throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
      } catch (InvalidKnowledgeException e) {
        throw new UsageException(String.valueOf(e.getMessage()), e);
      }
    }
    return knowledge;
  }
}
