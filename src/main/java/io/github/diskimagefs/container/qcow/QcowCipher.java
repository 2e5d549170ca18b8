package io.github.diskimagefs.container.qcow;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.LuksHeader;
import io.github.diskimagefs.container.PasswordLock;
import io.github.diskimagefs.crypto.AesCbcSectors;
import io.github.diskimagefs.crypto.SectorCipher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The encryption of clusters (qemu docs/interop/qcow2, "Data encryption").
 *
 * @param description algorithm, for descriptions
 * @param cipher decrypts sectors of 512 bytes
 * @param byFile whether sectors are counted in the file; else they are counted on the disk
 */
record QcowCipher(String description, SectorCipher cipher, boolean byFile) {
  private static final int SECTOR_SIZE = 512;

  /** Length of the key of the first method: the password, cut or followed by zeros. */
  private static final int KEY_BYTES = 16;

  /** Creates method 1, AES in CBC mode; a wrong password is not recognised. */
  static QcowCipher aes(ImageFile image, ImageContext context) throws IOException {
    PasswordLock<SectorCipher> lock =
        password -> {
          ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
          byte[] key = new byte[KEY_BYTES];
          bytes.get(key, 0, Math.min(KEY_BYTES, bytes.remaining()));
          SectorCipher cipher = AesCbcSectors.plain(key);
          Arrays.fill(key, (byte) 0);
          bytes.clear().put(new byte[bytes.capacity()]);
          return cipher;
        };
    return new QcowCipher("AES-CBC", lock.open(image.name(), context.options()), false);
  }

  /**
   * Creates method 2, whose header and keys are LUKS.
   *
   * @param offset where the LUKS header starts in the file
   */
  static QcowCipher luks(ImageFile image, ImageContext context, long offset, long length)
      throws IOException {
    ByteSource file = image.bytes();
    if (offset < 0 || offset > file.size() || length > file.size() - offset) {
      throw new MalformedImageException(
          "QCOW2 encryption header",
          offset,
          length + " bytes inside the file",
          "a file of " + file.size() + " bytes");
    }
    LuksHeader header = LuksHeader.read(file.slice(offset, length));
    PasswordLock<SectorCipher> lock = header::unlock;
    return new QcowCipher(header.description(), lock.open(image.name(), context.options()), true);
  }

  /**
   * Reads and decrypts a cluster; bytes after the end of the file are undefined.
   *
   * @param index of the cluster on the disk
   * @param offset of the cluster in the file
   */
  byte[] read(ByteSource file, int clusterBits, long index, long offset) throws IOException {
    if (offset >= file.size()) {
      throw new MalformedImageException(
          "QCOW cluster", offset, "the file ends at byte " + file.size());
    }
    byte[] cluster = new byte[1 << clusterBits];
    int stored = (int) Math.min(cluster.length, file.size() - offset);
    file.readFully(offset, ByteBuffer.wrap(cluster, 0, stored));
    long position = byFile ? offset : index << clusterBits;
    cipher.decrypt(position / SECTOR_SIZE, cluster, 0, cluster.length);
    return cluster;
  }
}
