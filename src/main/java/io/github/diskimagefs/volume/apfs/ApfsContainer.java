package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A container as it was at one checkpoint (Reference "Container"). */
final class ApfsContainer {
  /** Checkpoints that are tried, the latest first; a ring has about a hundred at most. */
  private static final int MAX_CHECKPOINTS = 128;

  /** Places of a container superblock if block 0 is damaged: the usual start of the ring. */
  private static final int MAX_FIRST_BLOCKS = 8;

  private final ContainerBlocks blocks;
  private final NxSuperblock superblock;
  private final Checkpoint checkpoint;
  private final ObjectMap objects;
  private final List<ContainedVolume> volumes = new ArrayList<>();

  /**
   * A volume of the container.
   *
   * @param superblock null if it cannot be read
   * @param error why it cannot be read, or null
   */
  record ContainedVolume(VolumeSuperblock superblock, MalformedImageException error) {}

  private ApfsContainer(ContainerBlocks blocks, CheckpointArea area, NxSuperblock superblock)
      throws IOException {
    this.blocks = blocks;
    this.superblock = superblock;
    this.checkpoint = new Checkpoint(blocks, area, superblock);
    this.objects = ObjectMap.open(blocks, superblock.omapOid());
    for (long oid : superblock.volumes()) {
      volumes.add(volume(oid));
    }
  }

  private ContainedVolume volume(long oid) throws IOException {
    try {
      String name = "volume superblock";
      long block = objects.require(name, oid, superblock.xid()).block();
      return new ContainedVolume(
          VolumeSuperblock.read(blocks.object(name, block, ObjectHeader.FS)), null);
    } catch (MalformedImageException e) {
      return new ContainedVolume(null, e);
    }
  }

  /** Returns the superblock in block 0; null if it has no magic number. */
  static Struct first(ByteSource bytes) throws IOException {
    if (!bytes.holds(0, NxSuperblock.MIN_BLOCK_SIZE)) {
      return null;
    }
    Struct block = block(bytes, 0, NxSuperblock.MIN_BLOCK_SIZE);
    return NxSuperblock.signed(block) ? block : null;
  }

  /**
   * Returns a superblock of the checkpoint descriptor area where that usually is, for a container
   * whose block 0 is damaged; null if there is none.
   */
  static Struct copy(ByteSource bytes) throws IOException {
    int size = NxSuperblock.MIN_BLOCK_SIZE; // of nearly all containers
    for (int i = 2; i < MAX_FIRST_BLOCKS && bytes.holds((long) i * size, size); i++) {
      Struct block = block(bytes, (long) i * size, size);
      if (NxSuperblock.signed(block)) {
        Struct map = block(bytes, (i - 1L) * size, size);
        return copied(block, map) ? block : null;
      }
    }
    return null;
  }

  /**
   * Returns whether a superblock is valid and the checkpoint map before it belongs to it: a
   * container that starts with the superblock has no such map before.
   */
  private static boolean copied(Struct block, Struct map) throws MalformedImageException {
    ObjectHeader header = ObjectHeader.read(map);
    return block.u32(36) == block.length() // nx_block_size
        && Fletcher64.matches(block.bytes(), block.length())
        && header.type() == ObjectHeader.CHECKPOINT_MAP
        && header.xid() == ObjectHeader.read(block).xid()
        && Fletcher64.matches(map.bytes(), map.length());
  }

  private static Struct block(ByteSource bytes, long position, int length) throws IOException {
    return Struct.read("container superblock", bytes, position, length, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Opens the container at its latest checkpoint that is not damaged.
   *
   * @param any a container superblock of it
   * @throws MalformedImageException if all of them are
   */
  static ApfsContainer open(ByteSource bytes, Struct any, ChunkCache cache) throws IOException {
    NxSuperblock first = NxSuperblock.read(any);
    ContainerBlocks blocks =
        new ContainerBlocks(bytes, first.blockSize(), first.blockCount(), cache);
    CheckpointArea area = new CheckpointArea(blocks, first);
    List<NxSuperblock> superblocks = area.superblocks();
    if (superblocks.isEmpty()) {
      superblocks = List.of(first);
    }
    ApfsContainer latest = null;
    MalformedImageException error = null;
    for (int i = 0; i < superblocks.size() && i < MAX_CHECKPOINTS; i++) {
      NxSuperblock superblock = superblocks.get(i);
      superblock.requireSupported();
      if (superblock.blockSize() != first.blockSize()) {
        continue;
      }
      try {
        ApfsContainer container =
            new ApfsContainer(
                new ContainerBlocks(bytes, first.blockSize(), superblock.blockCount(), cache),
                area,
                superblock);
        if (container.volumes.stream().allMatch(volume -> volume.error() == null)) {
          return container;
        }
        latest = latest == null ? container : latest;
      } catch (MalformedImageException e) {
        error = error == null ? e : error;
      }
    }
    if (latest != null) {
      return latest; // with volumes that cannot be opened
    }
    throw error != null ? error : any.malformed("no checkpoint");
  }

  ContainerBlocks blocks() {
    return blocks;
  }

  NxSuperblock superblock() {
    return superblock;
  }

  /** Returns the volumes in the order of the superblock. */
  List<ContainedVolume> volumes() {
    return volumes;
  }

  /** Returns the size in bytes, as the superblock states it. */
  long size() {
    return blocks.count() * blocks.blockSize();
  }

  /** Returns the free bytes; 0 if the space manager cannot be read. */
  long free() {
    try {
      long free = checkpoint.freeBlocks(superblock.spacemanOid());
      return Math.min(free, blocks.count()) * blocks.blockSize();
    } catch (IOException e) {
      return 0; // no file needs the space manager
    }
  }
}
