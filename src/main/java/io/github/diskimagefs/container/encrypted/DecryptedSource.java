package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ChunkedSource;
import io.github.diskimagefs.bytes.PrefetchExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;

/** Decrypted data of an image, in groups of blocks. */
final class DecryptedSource extends ChunkedSource {
  private static final int GROUP = 64 << 10;
  private static final int MAX_TASKS = 4 * PrefetchExecutor.COUNT;

  private final ByteSource file;
  private final EncryptionHeader layout;
  private final Keys keys;
  private final ChunkCache cache;
  private final int group;
  private final Queue<Machine> idle = new ArrayBlockingQueue<>(8);
  private volatile boolean closed;

  private record Machine(Cipher cipher, Mac mac) {}

  DecryptedSource(ByteSource file, EncryptionHeader layout, Keys keys, ChunkCache cache) {
    super(layout.size(), group(layout));
    this.file = file;
    this.layout = layout;
    this.keys = keys;
    this.cache = cache;
    this.group = group(layout);
  }

  private static int group(EncryptionHeader layout) {
    return Math.max(1, GROUP / layout.blockSize()) * layout.blockSize();
  }

  @Override
  protected byte[] chunk(long index) throws IOException {
    return cache.get(this, index, this::decrypt);
  }

  @Override
  public boolean isEncoded() {
    return true;
  }

  @Override
  public void prefetch(long position, long length) {
    long end = Math.min(size(), position + Math.min(length, cache.bound() / 8));
    int tasks = 0;
    for (long offset = position;
        offset < end && tasks < MAX_TASKS;
        offset += group - offset % group) {
      long index = offset / group;
      if (!cache.holds(this, index)) {
        PrefetchExecutor.run(() -> ahead(index));
        tasks++;
      }
    }
  }

  /** Decrypts a group before a caller asks for it. */
  private void ahead(long index) throws IOException {
    if (!closed && !cache.holds(this, index)) {
      cache.get(this, index, this::decrypt);
    }
  }

  private byte[] decrypt(long index) throws IOException {
    long start = index * group;
    int requested = chunkLength(index);
    int blockSize = layout.blockSize();
    // The last block is stored in full, or at least up to the next 16 bytes.
    long stored = file.size() - layout.offset() - start;
    int whole = (int) Math.min((requested + blockSize - 1) / blockSize * (long) blockSize, stored);
    byte[] bytes = new byte[Math.max(whole, requested)];
    file.readFully(layout.offset() + start, ByteBuffer.wrap(bytes, 0, whole));
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
      return kept && bytes.length == requested ? bytes : java.util.Arrays.copyOf(bytes, requested);
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

  @Override
  public void close() {
    closed = true;
    cache.drop(this);
  }
}
