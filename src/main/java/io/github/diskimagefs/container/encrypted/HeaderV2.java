package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.crypto.AesCbcKeyWrap;
import io.github.diskimagefs.crypto.Pbkdf2;
import io.github.diskimagefs.crypto.TripleDesKeyWrap;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Header {@code encrcdsa} at the start of the file, followed by wrapped keys. Big-endian. */
final class HeaderV2 {
  private static final int HEADER = 76;
  private static final int POINTER = 20;
  private static final int PASSPHRASE = 1;

  /** Bounds work and memory; an image has one for each password or certificate. */
  private static final int MAX_BLOBS = 64;

  /** Bounds memory; a wrapped key has some hundred bytes. */
  private static final int MAX_BLOB_BYTES = 64 << 10;

  private static final int AES = 0x80000001;
  private static final int TRIPLE_DES = 17;
  private static final int PBKDF2 = 103;

  private HeaderV2() {}

  /** Returns whether the file starts with the header's signature. */
  static boolean probe(ByteSource file) throws IOException {
    return file.size() >= 12
        && Struct.read("encrypted image", file, 0, 12, ByteOrder.BIG_ENDIAN).has(0, "encrcdsa");
  }

  /** Reads the header and the keys that a password unwraps. */
  static EncryptionHeader read(ByteSource file) throws IOException {
    Struct header = Struct.read("encrypted image header", file, 0, HEADER, ByteOrder.BIG_ENDIAN);
    int version = header.s32(8);
    int keyBits = header.s32(24);
    if (version != 2) {
      throw new UnsupportedImageException("encrcdsa version " + version);
    }
    if (header.s32(20) != AES || (keyBits != 128 && keyBits != 192 && keyBits != 256)) {
      throw new UnsupportedImageException(
          "encryption algorithm "
              + Integer.toHexString(header.s32(20))
              + " with "
              + keyBits
              + " bits");
    }
    long blockSize = header.u32(52);
    long size = header.u64(56);
    long offset = header.u64(64);
    if (blockSize < 16 || blockSize > 1 << 20 || blockSize % 16 != 0) {
      throw header.malformed("blocks of %d bytes", blockSize);
    }
    if (offset > file.size() || size > file.size() - offset) {
      throw header.malformed(
          "%d bytes of data at %d, but the file ends at %d", size, offset, file.size());
    }
    List<Struct> blobs = blobs(file, header);
    return new EncryptionHeader(
        version,
        keyBits,
        (int) blockSize,
        offset,
        size,
        password -> unlock(blobs, password, keyBits / 8));
  }

  /** Returns the wrapped keys that a password opens. */
  private static List<Struct> blobs(ByteSource file, Struct header) throws IOException {
    long count = header.u32(72);
    if (count > MAX_BLOBS) {
      throw header.malformed("%d keys", count);
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
      if (size > MAX_BLOB_BYTES) {
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
    long iterations = 0; // one password is tried with all of them
    for (Struct blob : blobs) {
      iterations += blob.u32(8);
    }
    if (blobs.size() > 1 && iterations > Pbkdf2.MAX_ITERATIONS) {
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

  /**
   * Unwraps the keys of one header. Its fields at 84 and 88 are the bits and the algorithm of the
   * wrapping key.
   */
  private static Keys unlock(Struct header, char[] password, int keyBytes) throws IOException {
    int bits = header.s32(84);
    boolean aes = header.s32(88) == AES && (bits == 128 || bits == 192 || bits == 256);
    boolean tripleDes = header.s32(88) == TRIPLE_DES && bits == 8 * TripleDesKeyWrap.KEY_BYTES;
    if (header.s32(0) != PBKDF2 || (!aes && !tripleDes)) {
      throw new UnsupportedImageException(
          "key wrapping " + header.s32(0) + '/' + header.u32(88) + " with " + bits + " bits");
    }
    byte[] salt = EncryptionHeader.field(header, 12, 16, 32);
    byte[] iv = EncryptionHeader.field(header, 48, 52, 32);
    if (aes ? iv.length > AesCbcKeyWrap.MAX_IV_BYTES : iv.length != TripleDesKeyWrap.IV_BYTES) {
      throw header.malformed("an initialisation vector of %d bytes", iv.length);
    }
    byte[] blob = EncryptionHeader.field(header, 100, 104, MAX_BLOB_BYTES);
    byte[] wrappingKey =
        Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA1, password, salt, header.u32(8), bits / 8);
    byte[] plain = null;
    try {
      plain =
          aes
              ? AesCbcKeyWrap.unwrap(wrappingKey, iv, blob)
              : TripleDesKeyWrap.unwrap(wrappingKey, iv, blob);
      return valid(plain, keyBytes) ? Keys.of(plain, 0, keyBytes, plain, keyBytes) : null;
    } finally {
      Keys.wipe(wrappingKey);
      Keys.wipe(plain);
    }
  }

  /** The two keys are followed by the word CKIE and a zero. */
  private static boolean valid(byte[] plain, int keyBytes) {
    int marker = keyBytes + Keys.VECTOR_KEY_BYTES;
    return plain != null
        && plain.length >= marker + 4
        && plain[marker] == 'C'
        && plain[marker + 1] == 'K'
        && plain[marker + 2] == 'I'
        && plain[marker + 3] == 'E';
  }
}
