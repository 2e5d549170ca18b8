package io.github.diskimagefs.container.qcow;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The header of QCOW2 version 2 or 3 (qemu docs/interop/qcow2, "Header"). Big-endian.
 *
 * @param version 2 or 3
 * @param backingOffset offset of the backing file's name, 0 for none
 * @param backingLength bytes of that name
 * @param clusterBits binary logarithm of the cluster size, 9 to 21
 * @param size of the disk in bytes
 * @param l1Size entries of the L1 table
 * @param l1Offset offset of the L1 table
 * @param snapshots number of snapshots
 * @param snapshotsOffset offset of the snapshot table
 * @param incompatible feature bits that a reader must know
 * @param compression 0 zlib (raw DEFLATE), 1 zstd
 * @param encryption 0 none, {@link #AES} or {@link #LUKS}
 * @param length bytes of the header; extensions follow
 */
record Qcow2Header(
    int version,
    long backingOffset,
    int backingLength,
    int clusterBits,
    long size,
    long l1Size,
    long l1Offset,
    long snapshots,
    long snapshotsOffset,
    long incompatible,
    int compression,
    int encryption,
    int length) {
  /** Encryption by AES in CBC mode. */
  static final int AES = 1;

  /** Encryption by LUKS. */
  static final int LUKS = 2;

  static final int VERSION_2_LENGTH = 72;
  private static final int VERSION_3_LENGTH = 104;

  /** Reference counts were not written back; the guest's data are right. */
  static final long DIRTY = 1;

  /** Some structure is damaged: writing is forbidden, reading is not. */
  static final long CORRUPT = 1 << 1;

  /** The guest's clusters are in a file of their own. */
  static final long EXTERNAL_DATA = 1 << 2;

  /** The header has a compression type. */
  static final long COMPRESSION_TYPE = 1 << 3;

  /** Level 2 entries of 128 bits, with bits for the 32 parts of a cluster. */
  static final long EXTENDED_L2 = 1 << 4;

  static final long KNOWN = DIRTY | CORRUPT | EXTERNAL_DATA | COMPRESSION_TYPE | EXTENDED_L2;

  private static final int MIN_CLUSTER_BITS = 9;
  private static final int MAX_CLUSTER_BITS = 21;

  /** qemu's limit for a backing file's name. */
  private static final int MAX_BACKING_LENGTH = 1023;

  /** Maximum disk size, far above qemu's own limit; keeps sums within 63 bits. */
  private static final long MAX_SIZE = 1L << 61;

  /** Reads the header of a file that starts with the magic number. */
  static Qcow2Header read(ByteSource file) throws IOException {
    Struct struct = Struct.read("QCOW2 header", file, 0, VERSION_2_LENGTH, ByteOrder.BIG_ENDIAN);
    long version = struct.u32(4);
    if (version != 2 && version != 3) {
      throw new UnsupportedImageException("QCOW version " + version);
    }
    long length = VERSION_2_LENGTH;
    if (version == 3) {
      struct = Struct.read("QCOW2 header", file, 0, VERSION_3_LENGTH, ByteOrder.BIG_ENDIAN);
      length = struct.u32(100);
      if (length < VERSION_3_LENGTH || length % 8 != 0 || !file.holds(0, length)) {
        throw struct.mismatch("header_length of 104 bytes or more, inside the file", length);
      }
    }
    long clusterBits = struct.u32(20);
    if (clusterBits < MIN_CLUSTER_BITS || clusterBits > MAX_CLUSTER_BITS) {
      throw struct.mismatch("cluster_bits of 9 to 21", clusterBits);
    }
    if (length > 1L << clusterBits) {
      throw struct.mismatch("a header within the first cluster", length + " bytes");
    }
    long incompatible = version == 3 ? struct.s64(72) : 0;
    return new Qcow2Header(
        (int) version,
        struct.u64(8), //          backing_file_offset
        backingLength(struct), //  backing_file_size
        (int) clusterBits,
        size(struct), //           size
        struct.u32(36), //         l1_size
        struct.u64(40), //         l1_table_offset
        struct.u32(60), //         nb_snapshots
        struct.s64(64), //         snapshots_offset
        incompatible,
        compression(file, struct, incompatible, length),
        encryption(struct), //     crypt_method
        (int) length);
  }

  private static int backingLength(Struct struct) throws MalformedImageException {
    long length = struct.u64(8) == 0 ? 0 : struct.u32(16);
    if (length > MAX_BACKING_LENGTH) {
      throw struct.mismatch("backing_file_size up to " + MAX_BACKING_LENGTH, length);
    }
    return (int) length;
  }

  private static long size(Struct struct) throws MalformedImageException {
    long size = struct.u64(24);
    if (size > MAX_SIZE) {
      throw struct.mismatch("size up to " + MAX_SIZE, size);
    }
    return size;
  }

  private static int compression(ByteSource file, Struct struct, long incompatible, long length)
      throws IOException {
    int type = 0;
    if (length > VERSION_3_LENGTH) {
      type =
          Struct.read("QCOW2 compression type", file, VERSION_3_LENGTH, 1, ByteOrder.BIG_ENDIAN)
              .u8(0);
    }
    if ((incompatible & COMPRESSION_TYPE) == 0 && type != 0) {
      throw struct.mismatch("compression_type 0 without its feature bit", type);
    }
    if (type > 1) {
      throw new UnsupportedImageException("QCOW2 compression type " + type);
    }
    return type;
  }

  private static int encryption(Struct struct) throws MalformedImageException {
    long method = struct.u32(32);
    if (method > LUKS) {
      throw struct.mismatch("crypt_method 0, 1 or 2", method);
    }
    return (int) method;
  }

  int clusterSize() {
    return 1 << clusterBits;
  }

  boolean has(long feature) {
    return (incompatible & feature) != 0;
  }

  /** Returns the bytes of a level 2 entry. */
  int l2EntrySize() {
    return has(EXTENDED_L2) ? 16 : 8;
  }
}
