package dev.imageaudit.estimate;

import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.packages.PackageInventory;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of an image when its books are drawn up.
 *
 * @param names what the image is called, for signals in its name
 * @param instructions of each layer; empty where the history does not say
 * @param baseLayers how many of the first layers the base image brought
 * @param baseName of that, with its version, for people; empty where it is not known
 * @param residues the findings, judged
 */
public record Subject(
    List<String> names,
    ImageConfig config,
    RootFilesystem root,
    List<Optional<String>> instructions,
    int baseLayers,
    Optional<String> baseName,
    PackageInventory packages,
    RuntimeClosure closure,
    List<Residue> residues) {

  public Subject {
    names = List.copyOf(names);
    instructions = List.copyOf(instructions);
    residues = List.copyOf(residues);
  }

  /** One whose base has no name. */
  public Subject(
      List<String> names,
      ImageConfig config,
      RootFilesystem root,
      List<Optional<String>> instructions,
      int baseLayers,
      PackageInventory packages,
      RuntimeClosure closure,
      List<Residue> residues) {
    this(
        names,
        config,
        root,
        instructions,
        baseLayers,
        Optional.empty(),
        packages,
        closure,
        residues);
  }
}
