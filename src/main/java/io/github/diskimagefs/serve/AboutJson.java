package io.github.diskimagefs.serve;

import io.github.diskimagefs.ImageInfo;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The description of an image as JSON: the members have the names of the API's methods. */
final class AboutJson {
  private final JsonWriter json;

  private AboutJson(JsonWriter json) {
    this.json = json;
  }

  static String of(ImageInfo info) throws IOException {
    StringBuilder text = new StringBuilder();
    new AboutJson(new JsonWriter(text)).write(info);
    return text.toString();
  }

  private void write(ImageInfo info) throws IOException {
    json.beginObject().member("format", info.format()).member("properties", info.properties());
    json.name("sessions").beginArray();
    for (ImageInfo.Session session : info.sessions()) {
      write(session);
    }
    json.endArray();
    if (info.disk().isPresent()) {
      write(info.disk().get());
    }
    json.name("volumes").beginArray();
    for (ImageInfo.Volume volume : info.volumes()) {
      write(volume);
    }
    json.endArray().endObject();
  }

  private void write(ImageInfo.Session session) throws IOException {
    json.beginObject().member("number", session.number()).member("leadOut", session.leadOut());
    json.name("tracks").beginArray();
    for (ImageInfo.Track track : session.tracks()) {
      List<String> flags =
          track.flags().stream().map(AboutJson::lower).sorted().collect(Collectors.toList());
      json.beginObject()
          .member("number", track.number())
          .member("mode", lower(track.mode()))
          .member("sectorSize", track.sectorSize())
          .member("start", track.start())
          .member("sectors", track.sectors())
          .member("flags", flags)
          .member("properties", track.properties())
          .endObject();
    }
    json.endArray().endObject();
  }

  private void write(ImageInfo.Disk disk) throws IOException {
    json.name("disk").beginObject();
    json.member("size", disk.size()).member("sectorSize", disk.sectorSize());
    json.name("partitions").beginArray();
    for (ImageInfo.Partition partition : disk.partitions()) {
      json.beginObject()
          .member("place", partition.place())
          .member("name", partition.name())
          .member("type", partition.type())
          .member("start", partition.start())
          .member("length", partition.length())
          .member("active", partition.active());
      json.name("volumes").beginArray();
      for (int volume : partition.volumes()) {
        json.value(volume);
      }
      json.endArray().endObject();
    }
    json.endArray().endObject();
  }

  private void write(ImageInfo.Volume volume) throws IOException {
    json.beginObject().member("index", volume.index()).member("place", volume.place());
    member("type", volume.type().orElse(null));
    member("label", volume.label().orElse(null));
    member("error", volume.error().orElse(null));
    if (volume.size().isPresent()) {
      json.member("size", volume.size().getAsLong());
    }
    if (volume.free().isPresent()) {
      json.member("free", volume.free().getAsLong());
    }
    json.member("views", volume.views()).member("properties", volume.properties());
    json.name("bootImages").beginArray();
    for (ImageInfo.BootImage image : volume.bootImages()) {
      json.beginObject()
          .member("name", image.name())
          .member("description", image.description())
          .member("size", image.size())
          .endObject();
    }
    json.endArray().name("innerImages").beginArray();
    for (ImageInfo.InnerImage image : volume.innerImages()) {
      json.beginObject()
          .member("path", image.path())
          .member("href", href(image.path()))
          .member("description", image.description())
          .member("size", image.size())
          .endObject();
    }
    json.endArray().endObject();
  }

  private static String href(String path) {
    StringBuilder href = new StringBuilder();
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        href.append(href.length() == 0 ? "" : "/").append(UrlNames.encode(name));
      }
    }
    return href.toString();
  }

  private void member(String name, String text) throws IOException {
    if (text != null) {
      json.member(name, text);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
