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
      Set.of("gz", "gzip", "bz2", "bzip2", "bz", "xz", "zst", "zstd", "lz4", "z", "lz", "lzma");

  /** Compressed files in each other: the files of a backup are compressed twice, not more. */
  private static final int MAX_DEPTH = 3;

  private final ContainerDetector heads;
  private final ContainerDetector images;
  private final WrappedFormat inner;

  /**
   * Creates a detector.
   *
   * @param heads recognises an image by its first bytes, without keeping them
   * @param images recognises an image, but none in a further compressed file
   */
  public WrappedFormat(ContainerDetector heads, ContainerDetector images) {
    this(heads, images, MAX_DEPTH);
  }

  private WrappedFormat(ContainerDetector heads, ContainerDetector images, int depth) {
    this.heads = heads;
    this.images = images;
    this.inner = depth > 1 ? new WrappedFormat(heads, images, depth - 1) : null;
  }

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    Compression compression = file.bytes() == null ? null : Compression.of(file.bytes());
    if (compression == null) {
      return null;
    }
    if (udif(compression, file)) {
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
    boolean packed = inner != null && Compression.of(head.bytes) != null;
    if (head.complete) {
      return prepared(compression, first, inside(first, packed));
    }
    if (!packed && !TRAILED.contains(first.extension())) {
      ContainerFormat format = heads.detect(first);
      return format == null ? null : new WrappedImage.Format(compression, format, name, null);
    }
    ImageFile whole = file.inner(name, open(compression, file));
    ContainerFormat found = null;
    try {
      found = inside(whole, packed);
      return prepared(compression, whole, found);
    } finally {
      if (found == null) {
        whole.bytes().close();
      }
    }
  }

  /** Recognises the image in decoded bytes, which may be another compressed file. */
  private ContainerFormat inside(ImageFile whole, boolean packed) throws IOException {
    ContainerFormat format = packed ? inner.detect(whole) : null;
    // What starts like a compressed file is an image known by its end only if its name says so.
    boolean other = !packed || TRAILED.contains(whole.extension());
    return format == null && other ? images.detect(whole) : format;
  }

  private static boolean udif(Compression compression, ImageFile file) {
    boolean possible = compression == Compression.BZIP2 || compression == Compression.XZ;
    return possible && UDIF.contains(file.extension());
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
    if (compression == Compression.XZ && !file.bytes().isSequential()) {
      XzSource.Index index = XzSource.open(file.bytes(), file.cache());
      if (index.source() != null) {
        return index.source();
      }
      size = index.size();
    } else {
      size = compression.size(file.bytes());
    }
    SpooledSource.Opener opener = () -> compression.stream(file.bytes());
    long remainder = compression.sizeRemainder(file.bytes());
    return file.storage().unpack(file.name(), opener, size, remainder);
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
