package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** {@code encrcdsa}: a header at the start of the file, with key blobs behind it. Big-endian. */
final class HeaderV2 {
  private static final int HEADER = 76;
  private static final int POINTER = 20;
  private static final int PASSPHRASE = 1;
  private static final int MAX_BLOBS = 64;
  private static final int MAX_BLOB_SIZE = 64 << 10;
  private static final int AES = 0x80000001;
  private static final int TRIPLE_DES = 17;
  private static final int PBKDF2 = 103;

  private HeaderV2() {}

  static boolean probe(ByteSource file) throws IOException {
    return file.size() >= 12
        && Struct.read("encrypted image", file, 0, 12, ByteOrder.BIG_ENDIAN).has(0, "encrcdsa");
  }

  static EncryptionHeader read(ByteSource file) throws IOException {
    Struct in = Struct.read("encrypted image header", file, 0, HEADER, ByteOrder.BIG_ENDIAN);
    int version = in.s32(8);
    int keyBits = in.s32(24);
    if (version != 2) {
      throw new UnsupportedImageException("encrcdsa version " + version);
    }
    if (in.s32(20) != AES || (keyBits != 128 && keyBits != 256)) {
      throw new UnsupportedImageException(
          "encryption algorithm " + Integer.toHexString(in.s32(20)) + " with " + keyBits + " bits");
    }
    long blockSize = in.u32(52);
    long size = in.u64(56);
    long offset = in.u64(64);
    if (blockSize < 16 || blockSize > 1 << 20 || blockSize % 16 != 0) {
      throw in.malformed("blocks of %d bytes", blockSize);
    }
    if (offset > file.size() || size > file.size() - offset) {
      throw in.malformed(
          "%d bytes of data at %d, but the file ends at %d", size, offset, file.size());
    }
    List<Struct> blobs = blobs(file, in);
    return new EncryptionHeader(
        version,
        keyBits,
        (int) blockSize,
        offset,
        size,
        password -> unlock(blobs, password, keyBits / 8));
  }

  /** The blobs that a password opens. */
  private static List<Struct> blobs(ByteSource file, Struct in) throws IOException {
    long count = in.u32(72);
    if (count > MAX_BLOBS) {
      throw in.malformed("%d keys", count);
    }
    Struct pointers =
        Struct.read("key pointers", file, HEADER, (int) count * POINTER, ByteOrder.BIG_ENDIAN);
    List<Struct> blobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Struct pointer = pointers.slice(i * POINTER, POINTER);
      if (pointer.u32(0) != PASSPHRASE) {
        continue; // a certificate or a key escrow
      }
      long size = pointer.u64(12);
      if (size > MAX_BLOB_SIZE) {
        throw pointer.malformed("a key header of %d bytes", size);
      }
      blobs.add(Struct.read("key header", file, pointer.u64(4), (int) size, ByteOrder.BIG_ENDIAN));
    }
    if (blobs.isEmpty()) {
      throw new UnsupportedImageException("encrypted image without a password");
    }
    return blobs;
  }

  private static Keys unlock(List<Struct> blobs, char[] password, int keyBytes) throws IOException {
    long iterations = 0;
    for (Struct blob : blobs) {
      iterations += blob.u32(8);
    }
    if (blobs.size() > 1 && iterations > Wrapping.MAX_ITERATIONS) {
      throw new UnsupportedImageException(
          iterations + " iterations of PBKDF2 for " + blobs.size() + " passwords");
    }
    for (Struct blob : blobs) {
      Keys keys = unlock(blob, password, keyBytes);
      if (keys != null) {
        return keys;
      }
    }
    return null;
  }

  private static Keys unlock(Struct in, char[] password, int keyBytes) throws IOException {
    if (in.s32(0) != PBKDF2 || in.s32(84) != 192 || in.s32(88) != TRIPLE_DES) {
      throw new UnsupportedImageException(
          "key wrapping " + in.s32(0) + '/' + in.s32(88) + " with " + in.s32(84) + " bits");
    }
    byte[] salt = bytes(in, 12, 16, 32);
    byte[] iv = bytes(in, 48, 52, 32);
    if (iv.length != 8) {
      throw in.malformed("an initialisation vector of %d bytes", iv.length);
    }
    byte[] blob = bytes(in, 100, 104, MAX_BLOB_SIZE);
    byte[] plain = Wrapping.of(password, salt, in.u32(8)).open(blob, iv);
    // The keys, the word CKIE and a zero.
    int marker = keyBytes + 20;
    if (plain == null
        || plain.length < marker + 4
        || plain[marker] != 'C'
        || plain[marker + 1] != 'K'
        || plain[marker + 2] != 'I'
        || plain[marker + 3] != 'E') {
      return null;
    }
    return Keys.of(plain, 0, keyBytes);
  }

  private static byte[] bytes(Struct in, int lengthAt, int at, int max)
      throws MalformedImageException {
    long length = in.u32(lengthAt);
    if (length > max) {
      throw in.malformed("field of %d bytes at %d", length, at);
    }
    return in.bytes(at, (int) length);
  }
}
