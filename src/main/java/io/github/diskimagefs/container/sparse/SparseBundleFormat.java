package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Decryption;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.container.PropertyList;
import io.github.diskimagefs.container.SiblingImage;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code .sparsebundle}: a folder with {@code Info.plist} and {@code bands/0}, {@code bands/1} …,
 * named by their numbers in hexadecimal digits.
 */
public final class SparseBundleFormat implements ProbedFormat {
  private static final String TOKEN = "token";
  private static final String TYPE = "com.apple.diskimage.sparsebundle";
  private static final int MAX_LIST_SIZE = 1 << 20;

  @Override
  public ImageScheme scheme() {
    return ImageScheme.DMG;
  }

  @Override
  public String description() {
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
  public Container open(ImageFile file, ImageContext context) throws IOException {
    Object list = PropertyList.read(list(file, "Info.plist"), 0);
    long size = number(list, "size");
    long bandSize = number(list, "band-size");
    if (size < 0 || size > Long.MAX_VALUE / 2 || bandSize <= 0 || bandSize > 1L << 40) {
      throw new MalformedImageException(
          "Info.plist",
          MalformedImageException.NO_OFFSET,
          "size " + size + ", bands of " + bandSize);
    }
    SiblingImage token = token(file, context);
    return new SparseBundle(
        file.folder(), size, bandSize, token, token == null ? null : decryption(token));
  }

  /** Opens the file with the keys of an encrypted bundle; it is empty where there are none. */
  private static SiblingImage token(ImageFile file, ImageContext context) throws IOException {
    try (HostFile token = file.folder().open(TOKEN)) {
      if (token == null || token.size() == 0) {
        return null;
      }
    }
    return context.open(TOKEN);
  }

  private static Decryption decryption(SiblingImage token) throws IOException {
    if (token.container() instanceof Decryption decryption) {
      return decryption;
    }
    try (token) {
      throw new MalformedImageException(
          TOKEN, 0, "expected the keys of an encrypted bundle, found " + token.container().type());
    }
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
