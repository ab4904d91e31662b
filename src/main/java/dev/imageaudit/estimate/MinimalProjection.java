package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.RootFile;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code scratch} and the files that running needs, in one layer.
 *
 * @param files sorted by path, with the directories on the way
 */
record MinimalProjection(List<RootFile> files, Weight weight) {

  static MinimalProjection of(Subject subject, RuntimeNeeds needs) {
    List<RootFile> files = RuntimeFiles.withParents(subject.root(), needs.files(), file -> true);
    return new MinimalProjection(files, FreshLayer.weight(subject, needs, files));
  }

  ProjectedImage image(Subject subject) {
    Set<RootFile> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    kept.addAll(files);
    return new ProjectedImage(
        Sizes.projection(
            Projections.MINIMAL,
            subject,
            weight,
            Optional.empty(),
            LinkedRuntime.of(subject).map(LinkedRuntime::clause).stream().toList()),
        Optional.empty(),
        List.of(new ProjectedLayer.Fresh(files)),
        Gains.of(subject, kept::contains));
  }
}
