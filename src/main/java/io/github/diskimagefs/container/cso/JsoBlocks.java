package io.github.diskimagefs.container.cso;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Lzo;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContentSum;
import io.github.diskimagefs.container.ContentVerifier;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.PackedDisc;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The blocks of JSO (xenobox, jiso; ARK, isoreader): a block that is as long as when decoded is
 * stored.
 */
final class JsoBlocks extends IndexedBlocks {
  private static final int HEADER_LENGTH = 48;
  private static final int LZO = 0;
  private static final int DEFLATE = 1;
  private static final String MD5 = "MD5 of the disc";

  private final int blockSize;
  private final int method;

  private JsoBlocks(ImageFile file, long size, int blockSize, int method, long indexStart) {
    super("JSO", file.bytes(), size, blockSize, indexStart, file.cache());
    this.blockSize = blockSize;
    this.method = method;
  }

  static Container open(ImageFile file) throws IOException {
    ByteSource bytes = file.bytes();
    Struct in = Struct.read("JSO header", bytes, 0, HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN);
    int blockSize = in.u16(6); //    compression_block_size
    int method = in.u16(10); //      compression_algorithm
    long size = in.u32(12); //       uncompressed_size
    long index = in.u32(32); //      index_offset
    CsoHeader.requireBlockSize(in, blockSize);
    if (in.u16(8) != 0) { //         compression_block_header
      throw new UnsupportedImageException("JSO with headers of blocks");
    }
    if (method != LZO && method != DEFLATE) {
      throw new UnsupportedImageException("JSO with compression method " + method);
    }
    if (index < HEADER_LENGTH) {
      throw in.mismatch("an index after the header of 48 bytes", index);
    }
    CsoHeader.requireIndex(in, size, blockSize, 1, index, Integer.BYTES, bytes);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("size", size + " bytes");
    properties.put("block size", blockSize + " bytes");
    properties.put("compression", method == DEFLATE ? "DEFLATE" : "LZO");
    byte[] md5 = in.zero(16, 16) ? null : in.bytes(16, 16); // md5_digest
    return new Image(file, new JsoBlocks(file, size, blockSize, method, index), properties, md5);
  }

  @Override
  long offset(long entry) {
    return entry & Integer.MAX_VALUE;
  }

  @Override
  boolean isStored(long entry, long length) {
    return length == blockSize;
  }

  @Override
  boolean isDeflate() {
    return method == DEFLATE;
  }

  @Override
  BlockDecoder decoder(ByteSource source) {
    BlockData data = index -> data(index, source);
    return method == DEFLATE ? deflate(false, data) : lzo(data);
  }

  private BlockDecoder lzo(BlockData data) {
    return (index, target, start, length) -> {
      byte[] block = new byte[blockSize];
      copy(block, Lzo.decode(data.find(index).read(), block), target, start, length, index);
    };
  }

  /** An open image, with the MD5 sum of its disc. */
  private static final class Image extends PackedDisc {
    private final byte[] md5;

    Image(ImageFile file, JsoBlocks disc, Map<String, String> properties, byte[] md5) {
      super("JSO", file, disc, properties);
      this.md5 = md5;
    }

    @Override
    public void verify(VerifyReport report) throws IOException {
      if (md5 == null) {
        super.verify(report);
        return;
      }
      try {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        ContentVerifier.verify(
            MD5, disc(), ContentSum.of(digest), HexFormat.of().formatHex(md5), report);
      } catch (NoSuchAlgorithmException e) {
        report.unchecked(MD5, "this Java runtime has no MD5");
      }
    }
  }
}
