package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
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
  private final ApfsView data;

  /**
   * Creates the view of a volume.
   *
   * @param data the data volume of a volume group, if this is its system volume; else null
   */
  ApfsView(
      ApfsContainer container,
      ApfsContainer.ContainedVolume volume,
      ImageOptions options,
      ApfsView data) {
    this.container = container;
    this.volume = volume;
    this.options = options;
    this.data = data;
  }

  @Override
  public String name() {
    return ViewName.APFS.option();
  }

  @Override
  public String label() {
    return volume.superblock() == null ? null : volume.superblock().label();
  }

  @Override
  public String role() {
    return volume.superblock() == null ? "" : volume.superblock().role().text();
  }

  @Override
  public int rank() {
    if (data != null) {
      return 1;
    }
    return volume.superblock() == null || volume.superblock().role().primary() ? 0 : 2;
  }

  @Override
  public Volume open() throws IOException {
    ApfsVolume opened = openAlone();
    return data == null || options.snapshot().isPresent()
        ? opened
        : new VolumeGroup(opened, data.openAlone());
  }

  private ApfsVolume openAlone() throws IOException {
    if (volume.error() != null) {
      throw volume.error();
    }
    VolumeSuperblock superblock = volume.superblock();
    superblock.requireSupported();
    AesXts cipher = VolumeKey.unlock(container, superblock, options);
    ContainerBlocks blocks = container.blocks();
    ObjectMap objects = ObjectMap.open(blocks, superblock.omapOid());
    List<Snapshots.Snapshot> snapshots = snapshots(blocks, superblock);
    long xid = container.superblock().xid();
    if (options.snapshot().isPresent()) {
      Snapshots.Snapshot snapshot = choose(options.snapshot().get(), snapshots);
      xid = snapshot.xid();
      superblock =
          VolumeSuperblock.read(
              blocks.object("volume superblock", snapshot.superblock(), ObjectHeader.FS));
    }
    return new ApfsVolume(
        container,
        superblock,
        new VolumeProperties(snapshots, cipher == null ? "none" : "AES-XTS"),
        objects,
        xid,
        cipher,
        options.verify());
  }

  /** Reads the snapshots; if they are damaged, the live volume is shown without them. */
  private List<Snapshots.Snapshot> snapshots(ContainerBlocks blocks, VolumeSuperblock superblock)
      throws IOException {
    if (superblock.snapshots() == 0 || superblock.snapshotTreeOid() == 0) {
      return List.of();
    }
    try {
      return new Snapshots(blocks, superblock.snapshotTreeOid()).all();
    } catch (MalformedImageException e) {
      if (options.snapshot().isPresent()) {
        throw e;
      }
      return List.of();
    }
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
