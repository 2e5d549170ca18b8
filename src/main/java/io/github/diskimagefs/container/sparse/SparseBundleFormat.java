package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.ImageOptions;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.Decryption;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.PropertyList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code .sparsebundle}: a folder with {@code Info.plist} and {@code bands/0}, {@code bands/1} …,
 * named by their numbers in hexadecimal digits.
 */
public final class SparseBundleFormat implements ContainerFormat {
  private static final String TYPE = "com.apple.diskimage.sparsebundle";
  private static final int MAX_LIST_SIZE = 1 << 20;

  private final Decryption.Opener keys;

  /**
   * Creates the format.
   *
   * @param keys opens the file {@code token} of an encrypted bundle
   */
  public SparseBundleFormat(Decryption.Opener keys) {
    this.keys = keys;
  }

  @Override
  public String scheme(ImageFile file) {
    return "dmg";
  }

  @Override
  public String name() {
    return "a sparse bundle";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() != null || file.folder() == null) {
      return false;
    }
    byte[] list = list(file, "Info.plist");
    return list != null && new String(list, StandardCharsets.ISO_8859_1).contains(TYPE);
  }

  private static byte[] list(ImageFile file, String name) throws IOException {
    try (HostFile list = file.folder().open(name)) {
      if (list == null || list.size() > MAX_LIST_SIZE) {
        return null;
      }
      byte[] bytes = new byte[(int) list.size()];
      list.readFully(0, ByteBuffer.wrap(bytes));
      return bytes;
    }
  }

  @Override
  public Container open(ImageFile file, ImageOptions options) throws IOException {
    byte[] token = list(file, "token");
    Decryption decryption = token == null ? null : keys.open(file, new ArraySource(token), options);
    Object list = PropertyList.read(list(file, "Info.plist"), 0);
    long size = number(list, "size");
    long bandSize = number(list, "band-size");
    if (size < 0 || size > Long.MAX_VALUE / 2 || bandSize <= 0 || bandSize > 1L << 40) {
      throw new MalformedImageException(
          "Info.plist",
          MalformedImageException.NO_OFFSET,
          "size " + size + ", bands of " + bandSize);
    }
    return new SparseBundle(file.folder(), size, bandSize, decryption);
  }

  private static long number(Object list, String key) throws MalformedImageException {
    if (list instanceof Map<?, ?> map && map.get(key) instanceof String text) {
      try {
        return Long.parseLong(text.trim());
      } catch (NumberFormatException e) {
        throw new MalformedImageException(
            "Info.plist", MalformedImageException.NO_OFFSET, key + " is " + text, e);
      }
    }
    throw new MalformedImageException(
        "Info.plist", MalformedImageException.NO_OFFSET, "has no " + key);
  }
}
