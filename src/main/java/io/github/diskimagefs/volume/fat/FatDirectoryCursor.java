package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.ClusterChainSource;
import io.github.diskimagefs.volume.DirectoryScan;
import io.github.diskimagefs.volume.DirectoryWindow;
import io.github.diskimagefs.volume.DosAttributes;
import io.github.diskimagefs.volume.PathSafeNames;
import io.github.diskimagefs.volume.UniqueNames;
import java.io.IOException;

/** The entries of a directory, in its order, under names that are distinct. */
final class FatDirectoryCursor implements DirectoryScan {
  /** Bytes of an entry. */
  static final int ENTRY = 32;

  private static final int FREE = 0xE5;
  private static final int LONG_NAME = 0x0F;
  private static final int LONG_NAME_MASK = 0x3F;
  private static final String DOT = ".          ";
  private static final String DOT_DOT = "..         ";

  private final DirectoryWindow window;
  private final IOException error;
  private final Source source;
  private final UniqueNames names = new UniqueNames(16);
  private final LongName longName = new LongName();
  private long position;
  private long start;
  private boolean renamed;

  /**
   * A directory and how its entries are shown.
   *
   * @param cluster of the directory, 0 for a root directory without
   * @param above count of {@link io.github.diskimagefs.volume.DirectoryTree} for the directory
   * @param wide whether numbers of clusters have 32 bits
   * @param shortNames decodes short names
   * @param aliases whether to give only entries that have a long name, by their short one
   */
  record Source(long cluster, int above, boolean wide, ShortName shortNames, boolean aliases) {}

  /**
   * Starts at a position.
   *
   * @param position of an entry, in bytes
   */
  FatDirectoryCursor(
      ClusterChainSource.ToEnd directory, BufferPool buffers, Source source, long position) {
    this.window = new DirectoryWindow("directory entry", directory.content(), buffers);
    this.error = directory.error();
    this.source = source;
    this.position = position;
  }

  @Override
  public FatNode next() throws IOException {
    while (position <= window.size() - ENTRY) {
      Struct struct = window.window(position, ENTRY);
      int at = window.offset(position);
      int first = struct.u8(at);
      if (first == 0) {
        position = Long.MAX_VALUE; // nothing after it counts
        break;
      }
      long here = position;
      position += ENTRY;
      FatNode node = first == FREE ? dropLongName() : node(struct, at, here);
      if (node != null) {
        return node;
      }
    }
    boolean complete = position == Long.MAX_VALUE;
    position = Long.MAX_VALUE;
    close();
    if (!complete && error != null) {
      throw error;
    }
    return null;
  }

  private FatNode dropLongName() {
    longName.clear();
    return null;
  }

  /** Returns the node of an entry; null if it is part of a long name, a label or a dot entry. */
  private FatNode node(Struct struct, int at, long here) throws IOException {
    int attributes = struct.u8(at + 11);
    if ((attributes & LONG_NAME_MASK) == LONG_NAME) {
      longName.add(struct, at, here);
      return null;
    }
    String stored = longName.of(struct, at);
    longName.clear();
    if ((attributes & DosAttributes.VOLUME_ID) != 0
        || struct.has(at, DOT)
        || struct.has(at, DOT_DOT)) {
      return null;
    }
    start = stored == null ? here : longName.start();
    if (stored == null || source.aliases) {
      if (source.aliases && stored == null) {
        return null;
      }
      int caseBits = source.aliases ? 0 : struct.u8(at + 12); // DIR_NTRes
      stored = source.shortNames.decode(struct, at, caseBits);
    }
    String clean = PathSafeNames.clean(stored);
    String name = names.addWithSuffix(clean);
    renamed = !name.equals(clean);
    long place = source.cluster << 32 | here / ENTRY;
    return FatNode.read(name, struct, at, source.wide, place, source.above);
  }

  /** Returns the number of the first entry of the set that has the name. */
  @Override
  public long place() {
    return renamed ? NOWHERE : start / ENTRY;
  }

  @Override
  public void close() {
    window.release();
  }
}
