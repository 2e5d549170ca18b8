package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The parent of an image: the image of its folder whose header has the SHA-1 that the child states.
 *
 * @param name of its file
 */
record ChdParent(String name, ChdDisk disk, SiblingImage sibling) implements Closeable {
  private static final String PARENT = "CHD parent";

  /** Files of the folder that are looked at. */
  private static final int MAX_NAMES = 10_000;

  /** Headers that are read. */
  private static final int MAX_HEADERS = 1_000;

  /**
   * Finds and opens a parent.
   *
   * @param child the image, whose folder is searched
   * @param sha1 in hexadecimal
   * @throws MalformedImageException if there is none in the folder
   */
  static ChdParent open(ImageFile child, ImageContext context, String sha1) throws IOException {
    String name = child.folder() == null ? null : find(child.folder(), child.name(), sha1);
    SiblingImage sibling = name == null ? null : context.open(name);
    if (sibling == null) {
      throw new MalformedImageException(
          PARENT,
          MalformedImageException.NO_OFFSET,
          "the image's folder has no CHD of the SHA-1 " + sha1);
    }
    if (sibling.container() instanceof ChdImage image) {
      return new ChdParent(name, image.disk(), sibling);
    }
    try (sibling) {
      throw new MalformedImageException(
          PARENT, MalformedImageException.NO_OFFSET, name + " is no CHD");
    }
  }

  /**
   * Returns the name of the image, which is one without a parent if there are several: a later
   * image of a chain may have the content of an earlier one again.
   */
  private static String find(HostFolder folder, String child, String sha1) throws IOException {
    int headers = 0;
    String found = null;
    for (String name : folder.names(MAX_NAMES).stream().sorted().toList()) {
      if (name.toLowerCase(Locale.ROOT).endsWith(".chd") && headers++ < MAX_HEADERS) {
        try (HostFile file = folder.open(name)) {
          if (file != null && isChd(file)) {
            ChdHeader header = ChdHeader.read(file);
            boolean same = sha1.equals(header.name());
            if (same && header.parent() == null) {
              return name;
            }
            found = same && (found == null || found.equals(child)) ? name : found;
          }
        } catch (ImageException e) {
          continue; // it is broken, and no parent
        }
      }
    }
    return found;
  }

  private static boolean isChd(HostFile file) throws IOException {
    return file.size() >= ChdHeader.START_BYTES
        && Struct.read("CHD header", file, 0, ChdHeader.START_BYTES, ByteOrder.BIG_ENDIAN)
            .has(0, ChdHeader.MAGIC);
  }

  @Override
  public void close() throws IOException {
    sibling.close();
  }
}
