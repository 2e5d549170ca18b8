package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.sector.Disc;
import java.util.List;

/** The content of a container: optical discs, a disk, or a further image file. */
public sealed interface Content {

  /** Returns the optical discs; none if the content is something else. */
  default List<Disc> opticalDiscs() {
    return List.of();
  }

  /**
   * An optical disc.
   *
   * @param disc its sessions and tracks
   */
  record OpticalDisc(Disc disc) implements Content {
    @Override
    public List<Disc> opticalDiscs() {
      return List.of(disc);
    }
  }

  /**
   * Several optical discs, each of its own address space.
   *
   * @param discs at least two
   */
  record DiscSet(List<Disc> discs) implements Content {
    @Override
    public List<Disc> opticalDiscs() {
      return discs;
    }
  }

  /**
   * A disk of one address space.
   *
   * @param bytes the disk's bytes
   * @param sectorSize bytes of a sector, as far as known
   */
  record BlockDevice(ByteSource bytes, int sectorSize) implements Content {
    /** Bytes of a sector where nothing else is known. */
    public static final int DEFAULT_SECTOR_SIZE = 512;

    /** A disk of sectors of 512 bytes. */
    public BlockDevice(ByteSource bytes) {
      this(bytes, DEFAULT_SECTOR_SIZE);
    }
  }

  /**
   * An image file that the container wraps, as encryption does.
   *
   * @param file the file inside
   * @param format its format, if that was detected with the container's; else null
   */
  record NestedImage(ImageFile file, ContainerFormat format) implements Content {

    /** An image file whose format is not known yet. */
    public NestedImage(ImageFile file) {
      this(file, null);
    }
  }
}
