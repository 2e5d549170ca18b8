package io.github.diskimagefs.container.sparse;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.PropertyList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Property list of a sparse bundle.
 *
 * @param size of the disk in bytes
 * @param bandSize in bytes
 */
record BundleInfo(long size, long bandSize) {
  /** The list, in XML or binary form. */
  static final String NAME = "Info.plist";

  /** A copy of the list, valid where a crash left the list empty. */
  private static final String BACKUP = "Info.bckup";

  private static final String TYPE = "com.apple.diskimage.sparsebundle";
  private static final int MAX_LIST_BYTES = 1 << 20;
  private static final long MAX_BAND_BYTES = 1L << 40;

  /** Returns whether a folder has the list of a sparse bundle, or the copy. */
  static boolean probe(BundleFiles files) throws IOException {
    return ofBundle(bytes(files, NAME)) || ofBundle(bytes(files, BACKUP));
  }

  private static boolean ofBundle(byte[] list) {
    return list != null && new String(list, StandardCharsets.ISO_8859_1).contains(TYPE);
  }

  /** Reads the list, or the copy if the list is missing or malformed. */
  static BundleInfo read(BundleFiles files) throws IOException {
    try {
      return read(NAME, bytes(files, NAME));
    } catch (MalformedImageException e) {
      byte[] backup = bytes(files, BACKUP);
      if (backup == null) {
        throw e;
      }
      try {
        return read(BACKUP, backup);
      } catch (MalformedImageException second) {
        e.addSuppressed(second);
        throw e;
      }
    }
  }

  private static BundleInfo read(String name, byte[] bytes) throws MalformedImageException {
    if (bytes == null || bytes.length == 0) {
      throw malformed(name, bytes == null ? "is missing or too large" : "is empty", null);
    }
    Object list;
    try {
      list = PropertyList.read(bytes, 0);
    } catch (MalformedImageException e) {
      throw malformed(name, e.getMessage(), e);
    }
    long size = number(name, list, "size");
    long bandSize = number(name, list, "band-size");
    if (size <= 0 || size > Long.MAX_VALUE / 2 || bandSize <= 0 || bandSize > MAX_BAND_BYTES) {
      throw malformed(name, "size " + size + ", bands of " + bandSize, null);
    }
    return new BundleInfo(size, bandSize);
  }

  private static long number(String name, Object list, String key) throws MalformedImageException {
    if (list instanceof Map<?, ?> map && map.get(key) instanceof String text) {
      try {
        return Long.parseLong(text.trim());
      } catch (NumberFormatException e) {
        throw malformed(name, key + " is " + text, e);
      }
    }
    throw malformed(name, "has no " + key, null);
  }

  private static MalformedImageException malformed(String name, String detail, Exception cause) {
    return new MalformedImageException(name, MalformedImageException.NO_OFFSET, detail, cause);
  }

  /** Returns the bytes of a list; null if it is missing or too large. */
  private static byte[] bytes(BundleFiles files, String name) throws IOException {
    try (HostFile file = files.open(name)) {
      if (file == null || file.size() > MAX_LIST_BYTES) {
        return null;
      }
      return file.readFully(0, (int) file.size());
    }
  }
}
