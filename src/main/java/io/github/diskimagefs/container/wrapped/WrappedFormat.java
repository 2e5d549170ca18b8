package io.github.diskimagefs.container.wrapped;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SpooledSource;
import io.github.diskimagefs.codec.Compression;
import io.github.diskimagefs.codec.XzSource;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;

/** Recognises images in compressed files. */
public final class WrappedFormat implements ContainerDetector {
  /**
   * Decoded bytes that are looked at: the first volume descriptors of a disc of any sectors. A
   * multiple of raw and plain sectors of a CD.
   */
  private static final int HEAD_BYTES = 2352 * 512;

  /** Extensions of formats that are known by their last bytes or their size. */
  private static final Set<String> TRAILED =
      Set.of("dmg", "smi", "nrg", "vhd", "cdi", "bin", "mdf", "hqx");

  /** Extensions of images that themselves start with bzip2 or xz data. */
  private static final Set<String> UDIF = Set.of("dmg", "dmgpart", "smi");

  /** Extensions of images. */
  private static final Set<String> IMAGES =
      Set.of(
          "iso",
          "img",
          "dmg",
          "raw",
          "bin",
          "qcow2",
          "vmdk",
          "vhd",
          "vhdx",
          "vdi",
          "nrg",
          "snap",
          "squashfs",
          "sqfs",
          "sfs",
          "erofs",
          "cramfs",
          "romfs");

  /** Extensions of compressed files, without the ones of archives such as {@code .tbz}. */
  private static final Set<String> EXTENSIONS =
      Set.of("gz", "gzip", "bz2", "bzip2", "bz", "xz", "zst", "zstd", "lz4", "z");

  private final ContainerDetector heads;
  private final ContainerDetector images;

  /**
   * Creates a detector.
   *
   * @param heads recognises an image by its first bytes, without keeping them
   * @param images recognises an image, but none in a further compressed file
   */
  public WrappedFormat(ContainerDetector heads, ContainerDetector images) {
    this.heads = heads;
    this.images = images;
  }

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    Compression compression = file.bytes() == null ? null : Compression.of(file.bytes());
    if (compression == null) {
      return null;
    }
    boolean udif = compression == Compression.BZIP2 || compression == Compression.XZ;
    if (udif && UDIF.contains(file.extension())) {
      return null;
    }
    String name = innerName(file);
    Head head;
    try {
      head = Head.read(compression, file.bytes());
    } catch (UnsupportedImageException e) {
      // A library or memory is missing: the name alone says whether it is an image that cannot be
      // read.
      return IMAGES.contains(file.inner(name, file.bytes()).extension())
          ? new WrappedImage.Unreadable(e)
          : null;
    }
    if (head == null) {
      return null;
    }
    ImageFile first = file.inner(name, head.bytes);
    if (head.complete) {
      return prepared(compression, first, images.detect(first));
    }
    if (!TRAILED.contains(first.extension())) {
      ContainerFormat format = heads.detect(first);
      return format == null ? null : new WrappedImage.Format(compression, format, name, null);
    }
    ImageFile whole = file.inner(name, open(compression, file));
    ContainerFormat found = null;
    try {
      found = images.detect(whole);
      return prepared(compression, whole, found);
    } finally {
      if (found == null) {
        whole.bytes().close();
      }
    }
  }

  private static ContainerFormat prepared(
      Compression compression, ImageFile file, ContainerFormat format) {
    return format == null
        ? null
        : new WrappedImage.Format(compression, format, file.name(), file.bytes());
  }

  /** Opens the decoded bytes, which the caller closes. */
  static ByteSource open(Compression compression, ImageFile file) throws IOException {
    long size;
    if (compression == Compression.XZ) {
      XzSource.Index index = XzSource.open(file.bytes(), file.cache());
      if (index.source() != null) {
        return index.source();
      }
      size = index.size();
    } else {
      size = compression.size(file.bytes());
    }
    SpooledSource.Opener opener = () -> compression.stream(file.bytes());
    SpooledSource bytes = file.storage().unpack(file.name(), opener, size);
    try {
      bytes.requireStorage();
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
    return bytes;
  }

  private static String innerName(ImageFile file) {
    return EXTENSIONS.contains(file.extension())
        ? file.name().substring(0, file.name().lastIndexOf('.'))
        : file.name();
  }

  /**
   * The first decoded bytes.
   *
   * @param complete whether the stream has no more
   */
  private record Head(ByteSource bytes, boolean complete) {

    /**
     * Reads the head; returns null if not even a sector can be decoded.
     *
     * @throws UnsupportedImageException if nothing can be decoded without a library or feature
     */
    static Head read(Compression compression, ByteSource file) throws IOException {
      byte[] bytes = new byte[HEAD_BYTES];
      int count = 0;
      boolean complete = false;
      try (InputStream stream = compression.stream(file)) {
        int read = 0;
        while (read >= 0 && count < HEAD_BYTES) {
          count += read;
          read = stream.read(bytes, count, HEAD_BYTES - count);
        }
        complete = read < 0 || (count == HEAD_BYTES && stream.read() < 0);
      } catch (UnsupportedImageException e) {
        if (count == 0) {
          throw e;
        }
      } catch (IOException e) {
        // The bytes before the broken ones decide; the reader of the others gets the error.
      }
      return count < 512 ? null : new Head(new ArraySource(Arrays.copyOf(bytes, count)), complete);
    }
  }
}
