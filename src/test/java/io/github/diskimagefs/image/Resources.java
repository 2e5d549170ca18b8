package io.github.diskimagefs.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** Images of volumes among the test resources, made by other people's tools. */
public final class Resources {
  private Resources() {}

  /** Returns the bytes of an image, as {@code ntfs/contract.ntfs}, which is stored with gzip. */
  public static byte[] unpacked(String name) {
    String path = "/io/github/diskimagefs/volume/" + name + ".gz";
    try (InputStream packed = Resources.class.getResourceAsStream(path);
        InputStream plain = new GZIPInputStream(packed)) {
      return plain.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
