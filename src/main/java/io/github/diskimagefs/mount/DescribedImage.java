package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The description of an image, with copies of all lists, sets and maps. */
record DescribedImage(
    String format,
    Map<String, String> properties,
    List<ImageInfo.Session> sessions,
    Optional<ImageInfo.Disk> disk,
    List<ImageInfo.Volume> volumes)
    implements ImageInfo {

  DescribedImage {
    properties = ordered(properties);
    sessions = List.copyOf(sessions);
    volumes = List.copyOf(volumes);
  }

  private static Map<String, String> ordered(Map<String, String> properties) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** The description of a session. */
  record DescribedSession(int number, List<ImageInfo.Track> tracks, long leadOut)
      implements ImageInfo.Session {
    DescribedSession {
      tracks = List.copyOf(tracks);
    }
  }

  /** The description of a track. */
  record DescribedTrack(
      int number,
      ImageInfo.TrackMode mode,
      int sectorSize,
      long start,
      long sectors,
      Set<ImageInfo.TrackFlag> flags,
      Map<String, String> properties)
      implements ImageInfo.Track {
    DescribedTrack {
      flags = Set.copyOf(flags);
      properties = ordered(properties);
    }
  }

  /** The description of a disk. */
  record DescribedDisk(long size, int sectorSize, List<ImageInfo.Partition> partitions)
      implements ImageInfo.Disk {
    DescribedDisk {
      partitions = List.copyOf(partitions);
    }
  }

  /** The description of an entry of a partition map. */
  record DescribedPartition(
      String place,
      String name,
      String type,
      long start,
      long length,
      boolean active,
      List<Integer> volumes)
      implements ImageInfo.Partition {
    DescribedPartition {
      volumes = List.copyOf(volumes);
    }
  }

  /** The description of a volume. */
  record DescribedVolume(
      int index,
      String place,
      List<String> views,
      Optional<String> type,
      Optional<String> label,
      OptionalLong size,
      OptionalLong free,
      Map<String, String> properties,
      List<ImageInfo.BootImage> bootImages,
      List<ImageInfo.InnerImage> innerImages,
      Optional<String> error)
      implements ImageInfo.Volume {
    DescribedVolume {
      views = List.copyOf(views);
      properties = ordered(properties);
      bootImages = List.copyOf(bootImages);
      innerImages = List.copyOf(innerImages);
    }
  }

  /** The description of an image in a volume. */
  record DescribedInnerImage(String path, String description, long size)
      implements ImageInfo.InnerImage {}

  /** The description of a boot image. */
  record DescribedBootImage(String name, String description, long size)
      implements ImageInfo.BootImage {}
}
