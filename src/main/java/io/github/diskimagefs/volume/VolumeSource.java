package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import java.io.IOException;

/** The place of a volume: a disk, a partition, or the address space of an optical disc. */
public interface VolumeSource {

  /**
   * The user data by position. On an optical disc position = 2048 × logical block address, the same
   * for all sessions; reading between tracks fails.
   */
  ByteSource bytes();

  /**
   * Byte position where the session or partition begins that is to be read: volume recognition at
   * {@code start() + 32768}. Extents still count from position 0 of {@link #bytes}.
   */
  default long start() {
    return 0;
  }

  /**
   * Returns whether the session is chosen already, by a table of contents or by volume descriptors,
   * and starts at {@link #start}; else a volume's own structures tell its sessions.
   */
  default boolean listed() {
    return start() > 0 || raw();
  }

  /** Returns the byte position at which that session ends. */
  default long end() {
    return bytes().size();
  }

  /** Returns the bytes from {@link #start} to {@link #end}: the track or partition by itself. */
  default ByteSource track() {
    return start() == 0 ? bytes() : bytes().slice(start(), Math.max(0, end() - start()));
  }

  /** Bytes per sector of the medium, as far as is known: 512, 2048 or 4096. */
  default int sectorSize() {
    return 2048;
  }

  /** Returns the cache of decoded data of the image. */
  ChunkCache cache();

  /** Returns whether the medium has raw sectors, so that Form 2 and raw views exist. */
  default boolean raw() {
    return false;
  }

  /**
   * The payload of mode 2 sectors: 2324 bytes of each Form 2 sector and 2048 of each Form 1 sector,
   * by their sub-headers.
   *
   * @param sector logical block address of the first
   * @param count number of sectors
   * @return null where {@link #raw} is false or the range is not in a mode 2 track
   */
  default ByteSource form2(long sector, long count) throws IOException {
    return null;
  }

  /** The sectors as recorded, 2352 bytes each; null where {@link #raw} is false. */
  default ByteSource rawSectors(long sector, long count) throws IOException {
    return null;
  }

  /** Returns the folder of the image file, which may hold further parts of the volume. */
  default ImageFolder folder() {
    return ImageFolder.NONE;
  }

  /** Creates a source of plain bytes. */
  static VolumeSource of(ByteSource bytes, int sectorSize, ChunkCache cache) {
    return of(bytes, sectorSize, cache, ImageFolder.NONE);
  }

  /** Creates a source of plain bytes in an image file that may have siblings. */
  static VolumeSource of(ByteSource bytes, int sectorSize, ChunkCache cache, ImageFolder folder) {
    return new PlainSource(bytes, sectorSize, cache, folder);
  }
}
