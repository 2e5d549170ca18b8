package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The first reference to each directory of a volume. In a valid volume every directory but the root
 * has one (ECMA-119 §6.8.2, ECMA-167 4/8.6; folders of HFS Plus may have more, which are marked as
 * hard links). A volume that names one directory in several, and those in several again, has more
 * paths than a walk can visit. Therefore few directories may have a second reference, and none
 * below another such, so that a walk is as long as the volume times a constant. Small directories
 * without others in them are free: a walk of one takes no longer than a constant for each
 * reference. Safe for use by many threads at once.
 */
public final class DirectoryTree {
  /** In place of an alias depth: the directory is not listed at this reference. */
  public static final int CLOSED = -1;

  /** Largest directory in bytes that is free to be referred to, if it is a leaf of the tree. */
  public static final int MAX_LEAF_BYTES = 2048;

  /** Directories remembered, in 16 MB of memory; the others count as met for the first time. */
  private static final int MAX_DIRECTORIES = 1 << 19;

  /** Second references, each of which may lead to all of the volume once more. */
  private static final int MAX_SECOND_REFERENCES = 32;

  /** Address of a directory + 1 and that of its reference by turns; 0 is a free slot. */
  private long[] table = new long[64];

  private int count;
  private final Set<Long> secondReferences = new HashSet<>();

  /**
   * Returns the alias depth of a directory: the number of its ancestors, itself included, that were
   * reached by a reference other than the first one seen.
   *
   * @param directory its address, not negative
   * @param reference address of the record that names it, unique in the volume
   * @param parentDepth alias depth of the directory that holds the reference
   * @param leaf whether the directory has up to {@link #MAX_LEAF_BYTES} and no directories in it;
   *     asked if needed
   * @return 0 or 1, or {@link #CLOSED}
   */
  public int aliasDepth(long directory, long reference, int parentDepth, BooleanSupplier leaf) {
    if (parentDepth == CLOSED || first(directory, reference)) {
      return parentDepth;
    }
    return leaf.getAsBoolean() ? parentDepth : secondReference(directory, reference, parentDepth);
  }

  /**
   * Returns the alias depth of a directory as {@link #aliasDepth} does, of which no one is free.
   *
   * @param name of the directory, for the message of an error
   * @param structure the kind of record that names it
   * @param offset of that record in the image, or {@link MalformedImageException#NO_OFFSET}
   * @return 0 or 1
   * @throws MalformedImageException if the directory is not listed at this reference
   */
  public int requireOpen(
      long directory, long reference, int parentDepth, String name, String structure, long offset)
      throws MalformedImageException {
    int depth = aliasDepth(directory, reference, parentDepth, () -> false);
    if (depth == CLOSED) {
      throw new MalformedImageException(
          structure, offset, "directory \"" + name + "\" is in itself or in too many others");
    }
    return depth;
  }

  /** Records the reference to the root directory. */
  public void root(long directory, long reference) {
    aliasDepth(directory, reference, 0, () -> false);
  }

  private synchronized int secondReference(long directory, long reference, int parentDepth) {
    if (parentDepth > 0) {
      return CLOSED;
    }
    long second = mix(directory) + reference;
    if (secondReferences.size() < MAX_SECOND_REFERENCES) {
      secondReferences.add(second);
      return 1;
    }
    return secondReferences.contains(second) ? 1 : CLOSED;
  }

  private synchronized boolean first(long directory, long reference) {
    long address = directory + 1;
    int slot = slot(table, address);
    if (table[slot] == address) {
      return table[slot + 1] == reference;
    }
    if (count < MAX_DIRECTORIES) {
      table[slot] = address;
      table[slot + 1] = reference;
      if (++count > table.length / 3) {
        grow();
      }
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != 0) {
        int slot = slot(larger, table[i]);
        larger[slot] = table[i];
        larger[slot + 1] = table[i + 1];
      }
    }
    table = larger;
  }

  /** Returns the slot that holds the address, or the free one for it. */
  private static int slot(long[] table, long address) {
    int mask = table.length - 2;
    int slot = (int) (mix(address) >>> 32) & mask;
    while (table[slot] != 0 && table[slot] != address) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  /** Spreads the bits of an address. */
  public static long mix(long value) {
    long mixed = (value ^ (value >>> 31)) * 0x9E37_79B9_7F4A_7C15L;
    return mixed ^ (mixed >>> 29);
  }
}
