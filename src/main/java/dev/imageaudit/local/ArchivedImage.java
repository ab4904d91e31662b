package dev.imageaudit.local;

import dev.imageaudit.image.Image;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerRead;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image whose layers are members of an archive.
 *
 * @param configJson the configuration as it is written
 * @param members the name of each layer's member
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ArchivedImage(
    Archive archive,
    ResolvedName resolvedName,
    Platform platform,
    ImageConfig config,
    byte[] configJson,
    List<Layer> layers,
    Map<Layer, String> members,
    Map<String, String> annotations)
    implements Image {

  ArchivedImage {
    layers = List.copyOf(layers);
    members = Map.copyOf(members);
    annotations = Map.copyOf(annotations);
  }

  @Override
  public List<LayerRead> reads(Collection<Layer> wanted) {
    Map<Layer, String> wantedMembers = new LinkedHashMap<>();
    for (Layer layer : wanted) {
      wantedMembers.put(layer, members.getOrDefault(layer, ""));
    }
    return archive.reads(wantedMembers);
  }
}
