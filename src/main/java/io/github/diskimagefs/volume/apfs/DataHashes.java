package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VerifiedSource;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Hashes of the data of files in a sealed volume (Reference "Sealed Volumes", j_file_info_key_t and
 * j_file_data_hash_val_t).
 *
 * <p>The Reference does not say what exactly they cover. The address in a key is the position of
 * the data in the file, in bytes; the bytes of the last block after the end of the file count as
 * zeros. The hashes of a file are records of its data stream. Those of a compressed file are
 * records of the inode, or of the resource fork if that has the data, and cover the content, not
 * the stored bytes: the kernel gives decoded pages to the file system for verification (VNOP_VERIFY
 * in decmpfs.c of xnu). 7-Zip and apfsck found them so in volumes of macOS.
 */
record DataHashes(IntegrityMetadata seal, FileSystemTree tree, int blockSize) {
  private static final long DATA_HASH = 1; //   APFS_FILE_INFO_DATA_HASH
  private static final int TYPE_SHIFT = 56; //  J_FILE_INFO_TYPE_SHIFT
  private static final long ADDRESS_MASK = (1L << TYPE_SHIFT) - 1; // J_FILE_INFO_LBA_MASK
  private static final int KEY = 16; //         j_file_info_key_t
  private static final int HASH_OFFSET = 3; //  j_file_data_hash_val_t

  /** Zeros after the end of a file that are hashed; parts of up to four blocks were seen. */
  private static final int MAX_PADDING_BYTES = 1 << 20;

  /** Returns whether a record is a hash of data. */
  static boolean holds(Struct key) throws MalformedImageException {
    return FileSystemTree.is(key, FileSystemTree.id(key), FileSystemTree.FILE_INFO)
        && key.length() >= KEY
        && key.s64(FileSystemTree.KEY) >>> TYPE_SHIFT == DATA_HASH;
  }

  /** Returns whether an object has hashes. */
  boolean has(long object) throws IOException {
    ApfsTreeCursor cursor = tree.seek(object, FileSystemTree.FILE_INFO, rest(0));
    return cursor.here() && isOf(cursor.key(), object);
  }

  private static boolean isOf(Struct key, long object) throws MalformedImageException {
    return FileSystemTree.id(key) == object && holds(key);
  }

  private static FileSystemTree.Rest rest(long position) {
    long wanted = DATA_HASH << TYPE_SHIFT | position;
    return (node, offset, length) ->
        Long.compareUnsigned(wanted, length < Long.BYTES ? 0 : node.s64(offset));
  }

  /** A part of the data and its hash in hexadecimal digits. */
  private record DataHash(long start, long length, String hash) {}

  /** Returns the hash of the part that holds a position, or null. */
  private DataHash find(long object, long position) throws IOException {
    ApfsTreeCursor cursor = tree.floor(object, FileSystemTree.FILE_INFO, rest(position));
    if (cursor == null || !isOf(cursor.key(), object)) {
      return null;
    }
    long start = cursor.key().s64(FileSystemTree.KEY) & ADDRESS_MASK;
    Struct value = cursor.value();
    long length = (long) value.u16(0) * blockSize; // hashed_len
    String hash = HexFormat.of().formatHex(value.bytes(HASH_OFFSET, value.u8(2))); // hash_size
    return position - start < length ? new DataHash(start, length, hash) : null;
  }

  /**
   * Returns content that is compared with the hashes of an object.
   *
   * @param structure name of the content, for messages
   */
  VerifiedSource verified(String structure, ByteSource content, long object) {
    return new VerifiedSource(structure, content) {
      @Override
      protected Range verify(long position) throws IOException {
        DataHash hash = find(object, position);
        if (hash == null) {
          throw uncovered(position);
        }
        long padding = hash.start() + hash.length() - size();
        if (padding > MAX_PADDING_BYTES) {
          throw new MalformedImageException(
              structure,
              MalformedImageException.NO_OFFSET,
              "hash of " + padding + " bytes after the end of the file");
        }
        MessageDigest digest = seal.digest();
        return compare(hash.start(), hash.length(), digest, hash.hash());
      }
    };
  }
}
