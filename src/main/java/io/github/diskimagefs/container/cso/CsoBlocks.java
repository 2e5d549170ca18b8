package io.github.diskimagefs.container.cso;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.Lz4;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.PackedDisc;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The blocks of CSO and ZSO. The top bit of an index entry means that the block is stored, in
 * version 2 that it is compressed by LZ4; there a block is stored that is not shorter than others
 * are when decoded.
 */
final class CsoBlocks extends IndexedBlocks {
  private static final long FLAG = 1L << CsoHeader.OFFSET_BITS;

  private final CsoHeader header;

  private CsoBlocks(ImageFile file, CsoHeader header) {
    super(
        header.format(),
        file.bytes(),
        header.size(),
        header.blockSize(),
        CsoHeader.LENGTH,
        file.cache());
    this.header = header;
  }

  static Container open(ImageFile file) throws IOException {
    CsoHeader header = CsoHeader.read(file.bytes());
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("version", Integer.toString(header.version()));
    properties.put("size", header.size() + " bytes");
    properties.put("block size", header.blockSize() + " bytes");
    return new PackedDisc(header.format(), file, new CsoBlocks(file, header), properties);
  }

  @Override
  long offset(long entry) {
    return (entry & (FLAG - 1)) << header.shift();
  }

  @Override
  boolean isStored(long entry, long length) {
    return header.version() == 1 ? (entry & FLAG) != 0 : length >= header.blockSize();
  }

  @Override
  boolean isDeflate() {
    return header.version() == 1 && !header.lz4();
  }

  @Override
  BlockDecoder decoder(ByteSource source) {
    if (header.lz4()) {
      return (index, target, start, length) -> decodeLz4(source, index, target, start, length);
    }
    return (index, target, start, length) -> decodeCso(source, index, target, start, length);
  }

  private void decodeLz4(ByteSource source, long index, byte[] target, int start, int length)
      throws IOException {
    byte[] block = new byte[header.blockSize()];
    int count = Lz4.decodeStart(data(index, source).read(), block);
    copy(block, count, target, start, length, index);
  }

  private void decodeCso(ByteSource source, long index, byte[] target, int start, int length)
      throws IOException {
    if (header.version() == 2 && (entry(index) & FLAG) != 0) {
      decodeLz4(source, index, target, start, length);
    } else {
      Deflate.decode(data(index, source), target, start, length, false);
    }
  }
}
