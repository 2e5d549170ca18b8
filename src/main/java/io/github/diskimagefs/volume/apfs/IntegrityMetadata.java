package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Integrity metadata of a sealed volume (Reference "Sealed Volumes", integrity_meta_phys_t).
 *
 * @param broken whether the seal was broken, so that the hashes need not hold
 * @param algorithm of the hashes, as {@link MessageDigest} names it
 * @param rootHash hash of the root node of the file-system tree
 */
record IntegrityMetadata(boolean broken, String algorithm, ByteBuffer rootHash) {
  private static final int SEAL_BROKEN = 1; // APFS_SEAL_BROKEN

  static IntegrityMetadata read(ContainerBlocks blocks, long block) throws IOException {
    Struct in = blocks.object("integrity metadata", block, ObjectHeader.INTEGRITY_META);
    String algorithm = switch ((int) in.u32(40)) { // im_hash_type
          case 1 -> "SHA-256";
          case 2 -> "SHA-512/256";
          case 3 -> "SHA-384";
          case 4 -> "SHA-512";
          case 5 -> "SHA-512/256"; // types from 5 on are later than the Reference
          case 6 -> "SHA3-256";
          case 7 -> "SHA3-384";
          case 8 -> "SHA3-512";
          default ->
              throw new UnsupportedImageException("APFS seal with hashes of type " + in.u32(40));
        };
    long offset = in.u32(44); // im_root_hash_offset
    int length = digest(algorithm).getDigestLength();
    if (offset > in.length() - length) {
      throw in.malformed("root hash at byte %d", offset);
    }
    boolean broken = (in.u32(36) & SEAL_BROKEN) != 0; // im_flags
    ByteBuffer rootHash = ByteBuffer.wrap(in.bytes((int) offset, length)).asReadOnlyBuffer();
    return new IntegrityMetadata(broken, algorithm, rootHash);
  }

  /** Returns the hash of the root node. */
  byte[] rootHashBytes() {
    byte[] bytes = new byte[rootHash.remaining()];
    rootHash.duplicate().get(bytes);
    return bytes;
  }

  /** Returns a new digest of the algorithm. */
  MessageDigest digest() throws UnsupportedImageException {
    return digest(algorithm);
  }

  private static MessageDigest digest(String algorithm) throws UnsupportedImageException {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new UnsupportedImageException("APFS seal with " + algorithm, e);
    }
  }

  /**
   * Throws if a node of the file-system tree does not have a hash.
   *
   * @param offset of the node in the image
   * @param bytes that start with the node
   * @param length of the node in bytes
   * @param stored the hash; zeros up to the maximum length of a hash may follow it
   */
  void requireNode(String structure, long offset, byte[] bytes, int length, byte[] stored)
      throws IOException {
    MessageDigest digest = digest();
    digest.update(bytes, 0, length);
    byte[] found = digest.digest();
    if (stored.length < found.length
        || !Arrays.equals(stored, 0, found.length, found, 0, found.length)) {
      throw new MalformedImageException(
          structure,
          offset,
          "the hash of the seal, " + algorithm + ' ' + HexFormat.of().formatHex(stored),
          HexFormat.of().formatHex(found));
    }
  }
}
