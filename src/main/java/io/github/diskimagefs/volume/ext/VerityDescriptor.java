package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Parameters of the hashes of a file ({@code struct fsverity_descriptor}).
 *
 * @param algorithm as {@link MessageDigest} names it
 * @param hashLength in bytes
 * @param blockSize of data and of the tree, in bytes
 * @param salt that precedes each hashed block, filled with zeros
 * @param rootHash in hexadecimal digits
 */
record VerityDescriptor(
    String algorithm, int hashLength, int blockSize, ByteBuffer salt, String rootHash) {

  /** Length without a signature. */
  static final int LENGTH = 256;

  /** FS_VERITY_MAX_DESCRIPTOR_SIZE. */
  static final int MAX_LENGTH = 16_384;

  private static final int MIN_BLOCK_SHIFT = 10;
  private static final int MAX_BLOCK_SHIFT = 16;
  private static final int MAX_SALT_LENGTH = 32;

  /**
   * Reads a descriptor.
   *
   * @param size of the file
   */
  static VerityDescriptor read(Struct in, long size) throws MalformedImageException {
    if (in.u8(0) != 1) { // version
      throw in.mismatch("version 1", in.u8(0));
    }
    String algorithm;
    int compressed; // bytes that the hash function takes at a time
    switch (in.u8(1)) { // hash_algorithm
      case 1 -> {
        algorithm = "SHA-256";
        compressed = 64;
      }
      case 2 -> {
        algorithm = "SHA-512";
        compressed = 128;
      }
      default -> throw in.mismatch("hash_algorithm 1 or 2", in.u8(1));
    }
    int shift = in.u8(2); // log_blocksize
    if (shift < MIN_BLOCK_SHIFT || shift > MAX_BLOCK_SHIFT) {
      throw in.mismatch("a block size of 1024 to 65536 bytes", "2^" + shift);
    }
    int saltLength = in.u8(3); // salt_size
    if (saltLength > MAX_SALT_LENGTH) {
      throw in.mismatch("salt_size up to " + MAX_SALT_LENGTH, saltLength);
    }
    if (in.s64(8) != size) { // data_size
      throw in.mismatch("data_size " + size, in.s64(8));
    }
    byte[] salt = new byte[saltLength == 0 ? 0 : compressed];
    System.arraycopy(in.bytes(80, saltLength), 0, salt, 0, saltLength);
    int hashLength = compressed / 2;
    return new VerityDescriptor(
        algorithm,
        hashLength,
        1 << shift,
        ByteBuffer.wrap(salt).asReadOnlyBuffer(),
        HexFormat.of().formatHex(in.bytes(16, hashLength)));
  }

  /** Returns a digest that was given the salt. */
  MessageDigest digest() throws UnsupportedImageException {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(salt.duplicate());
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new UnsupportedImageException("fs-verity with " + algorithm, e);
    }
  }
}
