package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.crypto.AesXts;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.List;

/** A volume of a container, which is opened on request. */
final class ApfsView implements VolumeView {
  private final ApfsContainer container;
  private final ApfsContainer.ContainedVolume volume;
  private final ImageOptions options;

  ApfsView(
      ApfsContainer container, ApfsContainer.ContainedVolume volume, ImageOptions options) {
    this.container = container;
    this.volume = volume;
    this.options = options;
  }

  @Override
  public String name() {
    return ViewName.APFS.option();
  }

  @Override
  public Volume open() throws IOException {
    if (volume.error() != null) {
      throw volume.error();
    }
    VolumeSuperblock superblock = volume.superblock();
    superblock.requireSupported();
    AesXts cipher = null;
    ContainerBlocks blocks = container.blocks();
    ObjectMap objects = ObjectMap.open(blocks, superblock.omapOid());
    List<Snapshots.Snapshot> snapshots =
        superblock.snapshots() == 0 || superblock.snapshotTreeOid() == 0
            ? List.of()
            : new Snapshots(blocks, superblock.snapshotTreeOid()).all();
    long xid = container.superblock().xid();
    if (options.snapshot().isPresent()) {
      Snapshots.Snapshot snapshot = choose(options.snapshot().get(), snapshots);
      xid = snapshot.xid();
      superblock =
          VolumeSuperblock.read(
              blocks.object("volume superblock", snapshot.superblock(), ObjectHeader.FS));
    }
    return new ApfsVolume(
        container, superblock, new VolumeProperties(snapshots, "none"), objects, xid, cipher);
  }

  private Snapshots.Snapshot choose(String name, List<Snapshots.Snapshot> snapshots)
      throws NotInImageException {
    return snapshots.stream()
        .filter(snapshot -> snapshot.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NotInImageException(
                    "snapshot",
                    name,
                    "the volume \""
                        + volume.superblock().name()
                        + "\" has "
                        + snapshots.stream().map(Snapshots.Snapshot::name).toList()));
  }
}
