package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Volumes that start after other bytes: after the program of an AppImage, a boot loader or kernel
 * of firmware, a script. Each is at any byte; a signature counts if the superblock is valid, its
 * tables fit, and the root directory can be read.
 */
final class EmbeddedVolumes {
  /** Bytes that are searched: boot loaders and kernels of firmware are smaller. */
  private static final long MAX_SEARCHED_BYTES = 32L << 20;

  private static final int WINDOW_BYTES = 1 << 20;

  /** Signatures whose superblocks are looked at, and volumes that are opened. */
  private static final int MAX_SIGNATURES = 65_536;

  private static final int MAX_OPENED = 256;
  private static final int MAX_FOUND = 64;
  private static final long CACHE_BYTES = 1 << 20;

  private final ByteSource image;
  private final List<Long> found = new ArrayList<>();
  private int signatures;
  private int opened;

  /** Position before which all was searched or belongs to a volume that was found. */
  private long next = 1;

  private EmbeddedVolumes(ByteSource image) {
    this.image = image;
  }

  /** Returns the positions of the volumes, ascending; none at position 0. */
  static List<Long> find(ByteSource image) throws IOException {
    EmbeddedVolumes volumes = new EmbeddedVolumes(image);
    volumes.search();
    return List.copyOf(volumes.found);
  }

  private void search() throws IOException {
    long end = Math.min(image.size(), MAX_SEARCHED_BYTES);
    byte[] window = new byte[(int) Math.min(WINDOW_BYTES, end)];
    while (next < end && found.size() < MAX_FOUND && signatures < MAX_SIGNATURES) {
      long start = next;
      int length = (int) Math.min(window.length, end - start);
      if (length < SquashfsSuperblock.SIGNATURE_BYTES) {
        return;
      }
      image.readFully(start, ByteBuffer.wrap(window, 0, length));
      int last = length - SquashfsSuperblock.SIGNATURE_BYTES;
      next = start + last + 1;
      search(window, last, start);
    }
  }

  /**
   * Searches a window. Of four bytes in a row exactly one is at each distance from a signature's
   * start, so that each fourth byte is enough to look at.
   */
  private void search(byte[] window, int last, long start) throws IOException {
    int done = -1;
    for (int i = 3; i < last + SquashfsSuperblock.SIGNATURE_BYTES; i += 4) {
      byte each = window[i];
      if (each == 's' || each == 'h' || each == 'q') {
        for (int at = Math.max(done + 1, i - 3); at <= Math.min(i, last); at++) {
          done = at;
          if (signed(window, at)) {
            long before = next;
            candidate(start + at);
            if (next > before || found.size() >= MAX_FOUND || signatures >= MAX_SIGNATURES) {
              return;
            }
          }
        }
      }
    }
  }

  private static boolean signed(byte[] window, int at) {
    int signature =
        (window[at] << 24) | (window[at + 1] << 16) | (window[at + 2] << 8) | window[at + 3];
    return signature == 0x68737173 // hsqs
        || signature == 0x73717368 // sqsh
        || signature == 0x73687371 // shsq
        || signature == 0x71736873; // qshs
  }

  private void candidate(long position) throws IOException {
    signatures++;
    ByteSource volume = image.slice(position, image.size() - position);
    try {
      SquashfsSuperblock superblock = SquashfsSuperblock.read(volume);
      if (superblock.bytesUsed() > volume.size() || opened >= MAX_OPENED) {
        return;
      }
      opened++;
      try (SquashfsVolume opening =
          SquashfsVolume.open(volume, new ChunkCache(CACHE_BYTES), ImageOptions.DEFAULTS)) {
        opening.children(opening.root()).next();
      } catch (UnsupportedImageException e) {
        // The library that decodes it is absent: opening it reports that.
      }
      found.add(position);
      next = Math.max(next, position + superblock.bytesUsed());
    } catch (MalformedImageException | UnsupportedImageException e) {
      // Not a volume: the letters are there by chance, or as text.
    }
  }
}
