package io.github.diskimagefs.serve;

import io.github.diskimagefs.ImageInfo;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The JSON form of an {@link ImageInfo}: that of {@code info --json}, and of the page. */
public final class ImageInfoJson {
  private final JsonWriter json;

  private ImageInfoJson(JsonWriter json) {
    this.json = json;
  }

  /**
   * Writes one object.
   *
   * @param name of the image, as the caller knows it
   */
  public static void write(JsonWriter json, String name, ImageInfo info) {
    new ImageInfoJson(json).image(name, info);
  }

  private void image(String name, ImageInfo info) {
    json.beginObject()
        .member("image", name)
        .member("format", info.format())
        .member("properties", info.properties());
    objects("sessions", info.sessions(), this::session);
    info.disk().ifPresent(this::disk);
    objects("volumes", info.volumes(), this::volume);
    json.endObject();
  }

  /** Writes a member whose value is an array of objects. */
  private <T> void objects(String name, List<T> values, Consumer<T> members) {
    json.name(name).beginArray();
    for (T value : values) {
      json.beginObject();
      members.accept(value);
      json.endObject();
    }
    json.endArray();
  }

  private void session(ImageInfo.Session session) {
    json.member("number", session.number()).member("leadOut", session.leadOut());
    objects("tracks", session.tracks(), this::track);
  }

  private void track(ImageInfo.Track track) {
    json.member("number", track.number())
        .member("mode", key(track.mode()))
        .member("sectorSize", track.sectorSize())
        .member("start", track.start())
        .member("sectors", track.sectors())
        .member("flags", track.flags().stream().map(ImageInfoJson::key).sorted().toList())
        .member("properties", track.properties());
  }

  private void disk(ImageInfo.Disk disk) {
    json.member("diskSize", disk.size()).member("sectorSize", disk.sectorSize());
    objects("partitions", disk.partitions(), this::partition);
  }

  private void partition(ImageInfo.Partition partition) {
    json.member("place", partition.place())
        .member("name", partition.name())
        .member("type", partition.type())
        .member("start", partition.start())
        .member("size", partition.length())
        .member("active", partition.active())
        .name("volumes")
        .beginArray();
    partition.volumes().forEach(json::value);
    json.endArray();
  }

  private void volume(ImageInfo.Volume volume) {
    json.member("index", volume.index())
        .member("place", volume.place())
        .member("type", volume.type().orElse(null))
        .member("label", volume.label().orElse(null))
        .member("views", volume.views());
    volume.size().ifPresent(size -> json.member("size", size));
    volume.free().ifPresent(free -> json.member("free", free));
    volume.error().ifPresent(error -> json.member("error", error));
    json.member("properties", volume.properties());
    objects(
        "bootImages",
        volume.bootImages(),
        boot ->
            json.member("name", boot.name())
                .member("description", boot.description())
                .member("size", boot.size()));
    objects(
        "images",
        volume.innerImages(),
        inner ->
            json.member("path", inner.path())
                .member("description", inner.description())
                .member("size", inner.size()));
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
