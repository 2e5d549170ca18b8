package io.github.diskimagefs.container.qcow;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.container.BlockDiskImage;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import io.github.diskimagefs.container.SiblingName;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An image of QCOW version 1 (qemu block/qcow.c). Big-endian. */
final class Qcow1Image {
  private static final String BACKING_FILE = "QCOW backing file";
  private static final int HEADER_LENGTH = 48;
  private static final int MAX_BACKING_LENGTH = 1023;

  /** Maximum disk size; keeps sums within 63 bits. */
  private static final long MAX_SIZE = 1L << 61;

  private Qcow1Image() {}

  static Container open(ImageFile image, ImageContext context) throws IOException {
    ByteSource file = image.bytes();
    Struct header = Struct.read("QCOW header", file, 0, HEADER_LENGTH, ByteOrder.BIG_ENDIAN);
    long size = header.u64(24);
    int clusterBits = header.u8(32);
    int l2Bits = header.u8(33);
    long l1Offset = header.u64(40);
    if (clusterBits < 9 || clusterBits > 16) {
      throw header.mismatch("cluster_bits of 9 to 16", clusterBits);
    }
    if (l2Bits < 6 || l2Bits > 13) {
      throw header.mismatch("l2_bits of 6 to 13", l2Bits);
    }
    if (size > MAX_SIZE) {
      throw header.mismatch("size up to " + MAX_SIZE, size);
    }
    long method = header.u32(36);
    if (method > 1) {
      throw header.mismatch("crypt_method 0 or 1", method);
    }
    QcowCipher cipher = method == 0 ? null : QcowCipher.aes(image, context);
    long covered = 1L << (clusterBits + l2Bits);
    long entries = size / covered + (size % covered == 0 ? 0 : 1);
    if (l1Offset > file.size() - entries * Long.BYTES) {
      throw header.malformed(
          "L1 table of %d entries at %d, the file ends at byte %d", entries, l1Offset, file.size());
    }
    String backingName = backingName(file, header);
    SiblingDisk backing =
        backingName == null
            ? null
            : SiblingDisk.image(
                context,
                BACKING_FILE,
                SiblingName.resolve(image.name(), BACKING_FILE, backingName, false));
    ByteSource parent = backing == null ? null : backing.bytes();
    Disk disk = new Disk(file, size, clusterBits, l2Bits, l1Offset, parent, cipher, image.cache());
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("version", "1");
    properties.put("size", size + " bytes");
    properties.put("cluster size", (1 << clusterBits) + " bytes");
    if (cipher != null) {
      properties.put("encryption", cipher.description());
    }
    if (backingName != null) {
      properties.put("backing file", backingName);
    }
    return new BlockDiskImage(
        "QCOW", disk, Content.BlockDevice.DEFAULT_SECTOR_SIZE, backing, properties);
  }

  private static String backingName(ByteSource file, Struct header) throws IOException {
    long offset = header.u64(8);
    long length = header.u32(16);
    if (offset == 0 || length == 0) {
      return null;
    }
    if (length > MAX_BACKING_LENGTH) {
      throw header.mismatch("backing_file_size up to " + MAX_BACKING_LENGTH, length);
    }
    return Struct.read(BACKING_FILE, file, offset, (int) length, ByteOrder.BIG_ENDIAN)
        .text(0, (int) length, StandardCharsets.UTF_8);
  }

  private static final class Disk extends TableMappedSource {
    private static final long COMPRESSED = 1L << 63;

    private final ByteSource file;
    private final int clusterBits;
    private final int l2Bits;
    private final long l1Offset;
    private final QcowCipher cipher;

    Disk(
        ByteSource file,
        long size,
        int clusterBits,
        int l2Bits,
        long l1Offset,
        ByteSource backing,
        QcowCipher cipher,
        ChunkCache cache) {
      super(file, ByteOrder.BIG_ENDIAN, size, 1 << clusterBits, backing, cache);
      this.file = file;
      this.clusterBits = clusterBits;
      this.l2Bits = l2Bits;
      this.l1Offset = l1Offset;
      this.cipher = cipher;
    }

    private long entry(long cluster) throws IOException {
      long l2 = tables.s64("QCOW L1 table", l1Offset + (cluster >> l2Bits) * Long.BYTES);
      return l2 == 0
          ? 0
          : tables.s64("QCOW L2 table", l2 + (cluster & ((1L << l2Bits) - 1)) * Long.BYTES);
    }

    @Override
    protected long place(long position) throws IOException {
      long entry = entry(position >> clusterBits);
      if (entry == 0) {
        return PARENT;
      }
      return entry < 0 || cipher != null ? ENCODED : entry - (position & (-1L << clusterBits));
    }

    @Override
    protected byte[] decode(long cluster) throws IOException {
      long entry = entry(cluster);
      if (entry > 0) {
        return cipher.read(file, clusterBits, cluster, entry);
      }
      entry &= ~COMPRESSED;
      int offsetBits = 63 - clusterBits;
      long offset = entry & ((1L << offsetBits) - 1);
      long length = entry >>> offsetBits;
      if (offset > file.size() - length) {
        throw new MalformedImageException(
            "QCOW compressed cluster", offset, "the file ends at byte " + file.size());
      }
      byte[] bytes = newBlock(1 << clusterBits);
      Deflate.fill(
          bytes, new StoredData("QCOW compressed cluster", file, offset, (int) length), false);
      return bytes;
    }
  }
}
