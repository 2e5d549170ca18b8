package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.volume.DirectoryScan;
import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.PathSafeNames;
import io.github.diskimagefs.volume.UniqueNames;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;

/** The entries of a directory under names that are distinct. */
final class UdfDirectoryCursor implements DirectoryScan {
  /** Descriptors take a multiple of 4 bytes, 4/14.4.9: so counted, places fit 32 bits. */
  static final int PLACE_UNIT = 4;

  /** UDF 1.50 2.3.13: hidden in the root, holds defective and spare blocks, is no user's file. */
  private static final String NON_ALLOCATABLE = "Non-Allocatable Space";

  private final UdfNode directory;
  private final FileIdentifiers identifiers;
  private final BlockReader reader;
  private final DirectoryTree tree;
  private final boolean outline;
  private final UniqueNames names = new UniqueNames(16);
  private boolean renamed;

  /**
   * Starts from the front.
   *
   * @param reader reads the file entries; null to leave that for later
   * @param tree where directories were met, null without a reader
   */
  UdfDirectoryCursor(
      UdfNode directory, FileIdentifiers identifiers, BlockReader reader, DirectoryTree tree) {
    this(directory, identifiers, reader, tree, false);
  }

  private UdfDirectoryCursor(
      UdfNode directory,
      FileIdentifiers identifiers,
      BlockReader reader,
      DirectoryTree tree,
      boolean outline) {
    this.directory = directory;
    this.identifiers = identifiers;
    this.reader = reader;
    this.tree = tree;
    this.outline = outline;
  }

  /** Starts from the front, and reads no file entries of directories. */
  static UdfDirectoryCursor outline(
      UdfNode directory, FileIdentifiers identifiers, BlockReader reader, DirectoryTree tree) {
    return new UdfDirectoryCursor(directory, identifiers, reader, tree, true);
  }

  @Override
  public UdfNode next() throws IOException {
    FileIdentifier found = identifiers.next();
    while (found != null && nonAllocatable(found)) {
      found = identifiers.next();
    }
    if (found == null) {
      if (reader != null) {
        reader.release();
      }
      return null;
    }
    String clean = PathSafeNames.clean(found.name());
    String name = names.addWithSuffix(clean);
    renamed = !name.equals(clean);
    UdfNode node = UdfNode.named(directory, name, found, identifiers.place());
    boolean known = reader == null || (outline && found.directory());
    return known ? node : resolve(node, reader, tree);
  }

  @Override
  public long place() {
    return renamed ? NOWHERE : identifiers.place() / PLACE_UNIT;
  }

  private boolean nonAllocatable(FileIdentifier found) {
    return found.hidden() && directory.isRoot() && found.name().equals(NON_ALLOCATABLE);
  }

  /** Reads the file entry; a broken one is this entry's alone and says so when it is opened. */
  static UdfNode resolve(UdfNode node, BlockReader reader, DirectoryTree tree)
      throws ClosedChannelException {
    FileEntry entry;
    try {
      entry = Icb.read(reader, node.icb());
    } catch (ClosedChannelException e) {
      throw e; // says nothing of the entry
    } catch (IOException e) {
      entry = null;
    }
    LogicalVolumeSpace space = reader.space();
    FileEntry found = entry;
    return node.with(entry, linkLength(space, entry), tree, () -> leaf(space, found));
  }

  /** Returns whether a directory is small and holds no directories. */
  private static boolean leaf(LogicalVolumeSpace space, FileEntry directory) {
    if (directory.size() > DirectoryTree.MAX_LEAF_BYTES) {
      return false;
    }
    try {
      FileIdentifiers entries = new FileIdentifiers(Allocation.content(space, directory), null, 0);
      for (FileIdentifier found = entries.next(); found != null; found = entries.next()) {
        if (found.directory()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false; // listing the directory reports the error
    }
  }

  /** Returns the length of a symbolic link's target in bytes of UTF-8; 0 if it cannot be read. */
  private static int linkLength(LogicalVolumeSpace space, FileEntry entry)
      throws ClosedChannelException {
    if (entry == null || entry.type() != FileEntry.SYMBOLIC_LINK) {
      return 0;
    }
    try {
      String target = SymbolicLink.target(Allocation.content(space, entry));
      return target.getBytes(StandardCharsets.UTF_8).length;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      return 0; // reading the target reports the error
    }
  }
}
