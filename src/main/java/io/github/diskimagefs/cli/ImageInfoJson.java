package io.github.diskimagefs.cli;

import io.github.diskimagefs.ImageInfo;
import java.util.Locale;

/** The JSON form of an {@link ImageInfo}, for programs. */
final class ImageInfoJson {
  private ImageInfoJson() {}

  /**
   * Returns one object.
   *
   * @param name of the image, as the command line has it
   */
  static JsonLine of(String name, ImageInfo info) {
    JsonLine image =
        new JsonLine()
            .put("image", name)
            .put("format", info.format())
            .put("properties", info.properties())
            .put("sessions", info.sessions().stream().map(ImageInfoJson::session).toList());
    info.disk().ifPresent(disk -> disk(image, disk));
    return image.put("volumes", info.volumes().stream().map(ImageInfoJson::volume).toList());
  }

  private static JsonLine session(ImageInfo.Session session) {
    return new JsonLine()
        .put("number", session.number())
        .put("leadOut", session.leadOut())
        .put("tracks", session.tracks().stream().map(ImageInfoJson::track).toList());
  }

  private static JsonLine track(ImageInfo.Track track) {
    return new JsonLine()
        .put("number", track.number())
        .put("mode", key(track.mode()))
        .put("sectorSize", track.sectorSize())
        .put("start", track.start())
        .put("sectors", track.sectors())
        .putTexts("flags", track.flags().stream().map(ImageInfoJson::key).sorted().toList())
        .put("properties", track.properties());
  }

  private static void disk(JsonLine image, ImageInfo.Disk disk) {
    image
        .put("diskSize", disk.size())
        .put("sectorSize", disk.sectorSize())
        .put("partitions", disk.partitions().stream().map(ImageInfoJson::partition).toList());
  }

  private static JsonLine partition(ImageInfo.Partition partition) {
    return new JsonLine()
        .put("place", partition.place())
        .put("name", partition.name())
        .put("type", partition.type())
        .put("start", partition.start())
        .put("size", partition.length())
        .put("active", partition.active())
        .putNumbers("volumes", partition.volumes());
  }

  private static JsonLine volume(ImageInfo.Volume volume) {
    JsonLine json =
        new JsonLine()
            .put("index", volume.index())
            .put("place", volume.place())
            .put("type", volume.type().orElse(null))
            .put("label", volume.label().orElse(null))
            .putTexts("views", volume.views());
    volume.size().ifPresent(size -> json.put("size", size));
    volume.free().ifPresent(free -> json.put("free", free));
    volume.error().ifPresent(error -> json.put("error", error));
    return json.put("properties", volume.properties())
        .put(
            "bootImages",
            volume.bootImages().stream()
                .map(boot -> image("name", boot.name(), boot.description(), boot.size()))
                .toList())
        .put(
            "images",
            volume.innerImages().stream()
                .map(inner -> image("path", inner.path(), inner.description(), inner.size()))
                .toList());
  }

  private static JsonLine image(String key, String name, String description, long size) {
    return new JsonLine().put(key, name).put("description", description).put("size", size);
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
