package io.github.diskimagefs.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** Volumes of ext that mke2fs and debugfs made; {@code make.sh} beside them has the commands. */
public final class ExtImages {
  private static final String FOLDER = "/io/github/diskimagefs/volume/ext/";

  private ExtImages() {}

  /** Returns an ext4 with the tree of the contract suite. */
  public static byte[] contract() {
    return read("contract.ext4.gz");
  }

  /** Returns an ext4 with all that an inode can have, and a journal to be replayed. */
  public static byte[] features() {
    return read("features.ext4.gz");
  }

  /** Returns an ext3 with indirect blocks, and a journal to be replayed. */
  public static byte[] classic() {
    return read("classic.ext3.gz");
  }

  /** Returns an ext4 with files that have hashes of their data (fs-verity). */
  public static byte[] verity() {
    return read("verity.ext4.gz");
  }

  /** Returns an ext4 whose journal has fast commits to be replayed, written by Linux. */
  public static byte[] fastCommits() {
    return read("fastcommits.ext4.gz");
  }

  /** Returns an ext4 with a directory of 64 entries that has an index, made by Linux. */
  public static byte[] indexed() {
    return read("indexed.ext4.gz");
  }

  private static byte[] read(String name) {
    try (InputStream packed = ExtImages.class.getResourceAsStream(FOLDER + name);
        InputStream in = new GZIPInputStream(packed)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
