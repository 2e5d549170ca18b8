package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.ClusterChainSource;
import io.github.diskimagefs.volume.DirectoryScan;
import io.github.diskimagefs.volume.DirectoryWindow;
import io.github.diskimagefs.volume.PathSafeNames;
import io.github.diskimagefs.volume.UniqueNames;
import java.io.IOException;

/**
 * The files and folders of a directory, in its order, under names that are distinct. A broken entry
 * set is passed over and reported after the last entry.
 */
final class ExfatDirectoryCursor implements DirectoryScan {
  private static final int END = 0;

  private final DirectoryWindow window;
  private final long cluster;
  private final int above;
  private final UniqueNames names = new UniqueNames(16);
  private final IOException chainError;
  private IOException error;
  private long position;
  private long start;
  private boolean renamed;

  /**
   * Starts at a position.
   *
   * @param cluster first cluster of the directory
   * @param above count of {@link io.github.diskimagefs.volume.DirectoryTree} for the directory
   * @param position of an entry, in bytes
   */
  ExfatDirectoryCursor(
      ClusterChainSource.ToEnd directory,
      BufferPool buffers,
      long cluster,
      int above,
      long position) {
    this.window = new DirectoryWindow("directory entry", directory.content(), buffers);
    this.chainError = directory.error();
    this.cluster = cluster;
    this.above = above;
    this.position = position;
  }

  @Override
  public ExfatNode next() throws IOException {
    while (position <= window.size() - EntrySet.ENTRY) {
      Struct entry = window.struct(position, EntrySet.ENTRY);
      int type = entry.u8(0);
      if (type == END) {
        return end(error); // all entries after it are invalid (6.2.1)
      }
      start = position;
      position += EntrySet.ENTRY;
      if (type == EntrySet.FILE) {
        try {
          return node(entry);
        } catch (MalformedImageException e) {
          error = error == null ? e : error;
        }
      }
    }
    return end(error == null ? chainError : error);
  }

  private ExfatNode end(IOException reason) throws IOException {
    boolean first = position != Long.MAX_VALUE;
    position = Long.MAX_VALUE;
    close();
    if (first && reason != null) {
      throw reason;
    }
    return null;
  }

  private ExfatNode node(Struct file) throws IOException {
    int length = EntrySet.entries(file) * EntrySet.ENTRY;
    if (start > window.size() - length) {
      throw file.malformed("the directory ends within the entry set");
    }
    EntrySet set = EntrySet.read(window.struct(start, length));
    position = start + length;
    String clean = PathSafeNames.clean(set.name());
    String name = names.addWithSuffix(clean);
    renamed = !name.equals(clean);
    return new ExfatNode(name, set, cluster, start / EntrySet.ENTRY, above);
  }

  /** Returns the number of the first entry of the set. */
  @Override
  public long place() {
    return renamed ? NOWHERE : start / EntrySet.ENTRY;
  }

  @Override
  public void close() {
    window.release();
  }
}
