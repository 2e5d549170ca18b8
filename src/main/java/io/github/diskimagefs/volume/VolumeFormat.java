package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.util.List;

/** A file system format: recognises and opens its volumes. */
public interface VolumeFormat {

  /**
   * Returns whether the format's signature is where its specification puts it, of a volume that is
   * valid or damaged. Reads a bounded number of bytes.
   *
   * @throws IOException if the bytes cannot be read
   */
  boolean hasSignature(VolumeSource source) throws IOException;

  /**
   * Returns whether a copy of the format's main structure is at a place that other file systems
   * leave as it is. Reads a bounded number of bytes; to a distant host, each place is a request.
   *
   * @return false for a format without such copies
   * @throws IOException if the bytes cannot be read
   */
  default boolean hasCopy(VolumeSource source) throws IOException {
    return false;
  }

  /**
   * Returns what the source holds of a volume of this format.
   *
   * @throws IOException if the bytes cannot be read
   */
  default Recognition probe(VolumeSource source) throws IOException {
    if (hasSignature(source)) {
      return Recognition.SIGNATURE;
    }
    return hasCopy(source) ? Recognition.REMAINS : Recognition.NONE;
  }

  /**
   * Returns the views of this format that the source holds, after reading a bounded number of
   * sectors.
   *
   * @return empty if the source holds nothing of this format
   * @throws IOException if the source carries the format's signature and is broken (see {@link
   *     io.github.diskimagefs.MalformedImageException}) or not supported
   */
  List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException;

  /**
   * Returns the byte positions at which the sessions of an image without a table of contents start,
   * by the volumes of this format in it.
   *
   * @param all false if the last session is enough, which is found with fewer reads: then the list
   *     may lack sessions before it
   * @return ascending; empty if the image holds nothing of this format at its start, or the format
   *     has no sessions
   * @throws IOException if the bytes cannot be read
   */
  default List<Long> sessions(ByteSource image, boolean all) throws IOException {
    return List.of();
  }

  /**
   * Returns the byte positions at which further volumes start that follow the first one and count
   * their blocks from their own start, such as that of a DVD's second layer.
   *
   * @return ascending; empty if there are none
   * @throws IOException if the bytes cannot be read
   */
  default List<Long> appended(ByteSource image) throws IOException {
    return List.of();
  }

  /**
   * Returns the byte positions at which volumes of this format start after other bytes, such as a
   * program or a boot loader. Searches a bounded number of bytes.
   *
   * @param image holds no volume at its start and no partition map
   * @return ascending; empty if there are none
   * @throws IOException if the bytes cannot be read
   */
  default List<Long> embedded(ByteSource image) throws IOException {
    return List.of();
  }

  /**
   * Returns the boot images that a boot catalog of this format names, in its order.
   *
   * @return empty if there is no boot catalog
   * @throws IOException if the catalog is broken
   */
  default List<BootImage> bootImages(VolumeSource source, ImageOptions options) throws IOException {
    return List.of();
  }
}
