package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.DecodedChunks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;

/** Decrypted data of an image, in groups of blocks. */
final class DecryptedSource extends DecodedChunks {
  private static final int GROUP = 64 << 10;

  private final ByteSource file;
  private final EncryptionHeader layout;
  private final Keys keys;
  private final int group;
  private final Queue<Machine> idle = new ArrayBlockingQueue<>(8);

  private record Machine(Cipher cipher, Mac mac) {}

  DecryptedSource(ByteSource file, EncryptionHeader layout, Keys keys, ChunkCache cache) {
    super(layout.size(), group(layout), cache);
    this.file = file;
    this.layout = layout;
    this.keys = keys;
    this.group = group(layout);
  }

  private static int group(EncryptionHeader layout) {
    return Math.max(1, GROUP / layout.blockSize()) * layout.blockSize();
  }

  @Override
  protected byte[] decode(long index) throws IOException {
    long start = index * group;
    int requested = chunkLength(index);
    int blockSize = layout.blockSize();
    // The last block is stored in full, or at least up to the next 16 bytes.
    long stored = file.size() - layout.offset() - start;
    int whole = (int) Math.min((requested + blockSize - 1) / blockSize * (long) blockSize, stored);
    byte[] bytes = whole > requested ? new byte[whole] : newChunk(index);
    file.readFully(layout.offset() + start, ByteBuffer.wrap(bytes, 0, whole));
    Arrays.fill(bytes, whole, bytes.length, (byte) 0);
    try {
      Machine machine = idle.poll();
      if (machine == null) {
        machine = new Machine(Cipher.getInstance("AES/CBC/NoPadding"), Mac.getInstance("HmacSHA1"));
        machine.mac.init(keys.vectors());
      }
      for (int offset = 0; offset < whole; offset += blockSize) {
        int length = Math.min(blockSize, whole - offset) & ~15;
        block(machine, (start + offset) / blockSize, bytes, offset, length);
      }
      boolean kept = idle.offer(machine);
      return kept && bytes.length == requested ? bytes : Arrays.copyOf(bytes, requested);
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("AES in CBC mode", e);
    }
  }

  private void block(Machine machine, long number, byte[] bytes, int offset, int length)
      throws GeneralSecurityException {
    byte[] counter = ByteBuffer.allocate(4).putInt((int) number).array();
    byte[] iv = machine.mac.doFinal(counter);
    machine.cipher.init(Cipher.DECRYPT_MODE, keys.data(), new IvParameterSpec(iv, 0, 16));
    int count = machine.cipher.doFinal(bytes, offset, length, bytes, offset);
    if (count != length) {
      throw new GeneralSecurityException("gave " + count + " of " + length + " bytes");
    }
  }
}
