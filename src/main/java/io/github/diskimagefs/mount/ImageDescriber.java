package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.partition.Partition;
import io.github.diskimagefs.partition.PartitionTypes;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.sector.TrackMode;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Describes an open image. */
final class ImageDescriber {
  /** Bits of the control field of sub-channel Q (IEC 60908 clause 17.5), by flag. */
  private static final Map<ImageInfo.TrackFlag, Integer> CONTROL_BITS =
      Map.of(
          ImageInfo.TrackFlag.PRE_EMPHASIS, 1,
          ImageInfo.TrackFlag.COPY_PERMITTED, 2,
          ImageInfo.TrackFlag.DATA, 4,
          ImageInfo.TrackFlag.FOUR_CHANNELS, 8);

  private ImageDescriber() {}

  static ImageInfo of(Container container, VolumeSet volumes, ChunkCache cache) throws IOException {
    List<ImageInfo.Volume> described = new ArrayList<>();
    for (int i = 0; i < volumes.count(); i++) {
      described.add(volume(i + 1, volumes.found(i), volumes, cache));
    }
    if (volumes.audio() != null) {
      described.add(audio(volumes.count() + 1, volumes.audio()));
    }
    return new DescribedImage(
        container.type(),
        container.properties(),
        sessions(container.content()),
        disk(container.content(), volumes),
        described);
  }

  private static Optional<ImageInfo.Disk> disk(Content content, VolumeSet volumes) {
    if (!(content instanceof Content.BlockDevice disk)) {
      return Optional.empty();
    }
    List<ImageInfo.Partition> partitions = new ArrayList<>();
    for (PlacedPartition placed : volumes.partitions()) {
      Partition entry = placed.entry();
      partitions.add(
          new DescribedImage.DescribedPartition(
              placed.place(),
              entry.name(),
              PartitionTypes.describe(entry),
              placed.start(),
              entry.length(),
              entry.active(),
              volumes.volumesAt(placed.place())));
    }
    long size = disk.bytes().sizeKnown() ? disk.bytes().size() : -1;
    return Optional.of(new DescribedImage.DescribedDisk(size, disk.sectorSize(), partitions));
  }

  private static List<ImageInfo.Session> sessions(Content content) {
    List<ImageInfo.Session> sessions = new ArrayList<>();
    for (Disc disc : content.opticalDiscs()) {
      for (Session session : disc.sessions()) {
        List<ImageInfo.Track> tracks = new ArrayList<>();
        session.tracks().forEach(track -> tracks.add(track(track)));
        sessions.add(
            new DescribedImage.DescribedSession(session.number(), tracks, session.leadOut()));
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
    return new DescribedImage.DescribedTrack(
        track.number(),
        mode(track.layout().mode()),
        track.layout().stride(),
        track.start(),
        track.sectors(),
        flags(track.control()),
        properties);
  }

  private static ImageInfo.TrackMode mode(TrackMode mode) {
    return switch (mode) {
      case AUDIO -> ImageInfo.TrackMode.AUDIO;
      case MODE1 -> ImageInfo.TrackMode.MODE1;
      case MODE2 -> ImageInfo.TrackMode.MODE2;
    };
  }

  private static Set<ImageInfo.TrackFlag> flags(int control) {
    Set<ImageInfo.TrackFlag> flags = EnumSet.noneOf(ImageInfo.TrackFlag.class);
    CONTROL_BITS.forEach(
        (flag, bit) -> {
          if ((control & bit) != 0) {
            flags.add(flag);
          }
        });
    return flags;
  }

  /** Returns the entry of the partition map, then the properties of the volume in it. */
  private static Map<String, String> properties(Partition partition, Map<String, String> volume) {
    if (partition == null) {
      return volume;
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("partition type", PartitionTypes.describe(partition));
    properties.put("partition offset", partition.offset() + " bytes");
    properties.put("partition length", partition.length() + " bytes");
    properties.putAll(volume);
    return properties;
  }

  private static ImageInfo.Volume audio(int index, Volume audio) throws IOException {
    return new DescribedImage.DescribedVolume(
        index,
        VolumeSet.AUDIO_PLACE,
        List.of(audio.type()),
        Optional.of(audio.type()),
        Optional.of(audio.label()).filter(label -> !label.isEmpty()),
        OptionalLong.of(audio.size()),
        OptionalLong.empty(),
        audio.properties(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static ImageInfo.Volume volume(
      int index, VolumeCandidate found, VolumeSet volumes, ChunkCache cache) throws IOException {
    List<String> views = found.views().stream().map(VolumeView::name).toList();
    try {
      Volume volume = volumes.open(index - 1);
      List<ImageInfo.BootImage> boot = new ArrayList<>();
      for (BootImage image : volumes.bootImages(index - 1)) {
        boot.add(
            new DescribedImage.DescribedBootImage(
                image.name(), image.description(), image.content().size()));
      }
      return new DescribedImage.DescribedVolume(
          index,
          found.place(),
          views,
          Optional.of(volume.type()),
          Optional.of(volume.label()).filter(label -> !label.isEmpty()),
          OptionalLong.of(volume.size()),
          volume.free() > 0 ? OptionalLong.of(volume.free()) : OptionalLong.empty(),
          properties(volumes.partition(index - 1), volume.properties()),
          boot,
          InnerImages.of(volume, cache),
          Optional.empty());
    } catch (NotInImageException e) {
      throw e;
    } catch (IOException e) {
      return new DescribedImage.DescribedVolume(
          index,
          found.place(),
          views,
          Optional.empty(),
          Optional.ofNullable(found.label()).filter(label -> !label.isEmpty()),
          OptionalLong.empty(),
          OptionalLong.empty(),
          properties(volumes.partition(index - 1), Map.of()),
          List.of(),
          List.of(),
          Optional.of(String.valueOf(e.getMessage())));
    }
  }
}
