package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes an open image in words and figures. */
final class ImageDescriber {
  private ImageDescriber() {}

  static ImageInfo of(Container container, VolumeSet volumes) throws IOException {
    List<ImageInfo.Volume> described = new ArrayList<>();
    for (int i = 0; i < volumes.count(); i++) {
      described.add(volume(i + 1, volumes.found(i), volumes));
    }
    return new ImageInfo(
        container.type(), container.properties(), sessions(container.content()), described);
  }

  private static List<ImageInfo.Session> sessions(Content content) {
    List<ImageInfo.Session> sessions = new ArrayList<>();
    if (content instanceof Content.OpticalDisc disc) {
      for (Session session : disc.disc().sessions()) {
        List<ImageInfo.Track> tracks =
            session.tracks().stream().map(ImageDescriber::track).toList();
        sessions.add(new ImageInfo.Session(session.number(), tracks, session.leadOut()));
      }
    }
    return sessions;
  }

  private static ImageInfo.Track track(Track track) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (track.first() < track.start()) {
      properties.put("pregap", track.start() - track.first() + " blocks stored");
    }
    if (!track.indexes().isEmpty()) {
      properties.put("further indexes", track.indexes().toString());
    }
    properties.putAll(track.cdText());
    String mode = track.layout().mode() + "/" + track.layout().stride();
    return new ImageInfo.Track(
        track.number(), mode, track.start(), track.sectors(), track.control(), properties);
  }

  private static ImageInfo.Volume volume(int index, VolumeCandidate found, VolumeSet volumes) {
    List<String> views = found.views().stream().map(VolumeView::name).toList();
    try {
      Volume volume = volumes.open(index - 1);
      List<ImageInfo.BootImage> boot = new ArrayList<>();
      for (BootImage image : volume.bootImages()) {
        boot.add(
            new ImageInfo.BootImage(image.name(), image.description(), image.content().size()));
      }
      return new ImageInfo.Volume(
          index,
          found.place(),
          views,
          volume.type(),
          volume.label(),
          volume.size(),
          volume.free(),
          volume.properties(),
          boot,
          "");
    } catch (IOException e) {
      return new ImageInfo.Volume(
          index,
          found.place(),
          views,
          "",
          "",
          0,
          0,
          Map.of(),
          List.of(),
          String.valueOf(e.getMessage()));
    }
  }
}
