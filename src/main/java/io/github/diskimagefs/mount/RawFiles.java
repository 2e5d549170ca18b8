package io.github.diskimagefs.mount;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.bytes.BufferedSource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.partition.Partition;
import io.github.diskimagefs.partition.Partitions;
import io.github.diskimagefs.sector.Disc;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.Session;
import io.github.diskimagefs.sector.Track;
import io.github.diskimagefs.volume.VolumeView;
import io.github.diskimagefs.volume.raw.RawFile;
import io.github.diskimagefs.volume.raw.RawVolume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of the view {@code raw}: the content of a container, below all file systems. */
final class RawFiles {
  /** Sectors of this size are those of optical discs. */
  private static final int DISC_SECTOR = SectorLayout.USER;

  private final ImageOptions options;
  private final List<RawFile> files = new ArrayList<>();
  private long size;

  private RawFiles(ImageOptions options) {
    this.options = options;
  }

  /** Returns the files as the only volume of an image. */
  static VolumeScanner.Found of(Content content, ImageOptions options) throws IOException {
    RawFiles raw = new RawFiles(options);
    List<Disc> discs = content.opticalDiscs();
    for (int i = 0; i < discs.size(); i++) {
      raw.tracks(discs.get(i), discs.size() == 1 ? "" : "disc" + (i + 1) + "-");
    }
    if (content instanceof Content.BlockDevice disk) {
      raw.disk(disk.bytes(), disk.sectorSize());
    }
    RawVolume volume = new RawVolume(raw.files, raw.size);
    VolumeView view = VolumeView.of(ViewName.RAW.option(), () -> volume);
    return new VolumeScanner.Found(
        List.of(new VolumeCandidate("image", List.of(view), false, null)), null, Map.of());
  }

  private void disk(ByteSource disk, int sectorSize) {
    size = disk.size();
    if (sectorSize == DISC_SECTOR) {
      files.add(new RawFile("track01.iso", disk));
      return;
    }
    files.add(new RawFile("disk.img", disk));
    List<Partition> partitions;
    try {
      partitions = Partitions.of(new BufferedSource(disk), sectorSize);
    } catch (IOException e) {
      return; // reading the disk reports the error
    }
    Set<Integer> taken = new HashSet<>();
    for (Partition partition : partitions) {
      int number = partition.index();
      while (!taken.add(number)) {
        number++; // two maps on one disk
      }
      // Reading past the end of a disk that was cut is an error.
      files.add(new RawFile("partition" + number + ".img", partition.open(disk)));
    }
  }

  private void tracks(Disc disc, String prefix) throws IOException {
    List<Session> sessions = disc.sessions();
    if (options.session() != 0) {
      Session session = disc.session(options.session());
      if (session == null) {
        throw new NotInImageException(
            "session",
            Integer.toString(options.session()),
            "the sessions of the disc end with " + sessions.size());
      }
      sessions = List.of(session);
    }
    for (Session session : sessions) {
      session.tracks().forEach(track -> add(track, prefix));
    }
  }

  private void add(Track track, String prefix) {
    String name = prefix + String.format("track%02d", track.number());
    boolean data = track.data();
    size += track.bytes().size();
    if (!data || track.layout().stored() != DISC_SECTOR) {
      files.add(new RawFile(name + ".bin", track.recorded()));
    }
    if (data) {
      files.add(new RawFile(name + ".iso", track.userFromStart(options.verify())));
    }
  }
}
