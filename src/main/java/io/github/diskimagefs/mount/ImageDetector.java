package io.github.diskimagefs.mount;

import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.bytes.BlockCache;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.bytes.TemporaryStorage;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Recognises image files: opens a file once and probes each format at most once. */
public final class ImageDetector {
  private static final int FILE_TYPE_MASK = 0xF000; //  S_IFMT
  private static final int BLOCK_DEVICE = 0x6000; //    S_IFBLK

  private ImageDetector() {}

  /**
   * Opens a file or folder and recognises its format.
   *
   * @param shared the cache of the image that holds the file, or null
   * @return null if it is no image
   * @throws IOException if it cannot be read
   */
  public static DetectedImage detect(Path path, ImageOptions options, ChunkCache shared)
      throws IOException {
    return detect(path, options, shared, false);
  }

  /**
   * Opens a file or folder and recognises its format.
   *
   * @param shared the cache of the image that holds the file, or null
   * @throws UnknownFormatException if it is no image; the message names its format, if known
   * @throws IOException if it cannot be read
   */
  static DetectedImage require(Path path, ImageOptions options, ChunkCache shared)
      throws IOException {
    return detect(path, options, shared, true);
  }

  private static DetectedImage detect(
      Path path, ImageOptions options, ChunkCache shared, boolean required) throws IOException {
    Path file = path.toAbsolutePath();
    boolean folder = Files.isDirectory(file);
    if (!folder && special(file)) {
      return unknown(path.toString(), null, required);
    }
    BlockCache blocks = new BlockCache(options.hostBlocks());
    HostFile host = folder ? null : HostFiles.open(file, options.mapped(), blocks);
    try {
      Path parent = folder ? file : file.getParent();
      HostFolder siblings =
          HostFiles.folder(parent == null ? file : parent, options.mapped(), blocks);
      Path name = file.getFileName();
      // Images in an image share its cache, unless the caller bounds it in another way.
      ChunkCache cache =
          shared != null && shared.bound() == options.cacheBytes()
              ? shared
              : new ChunkCache(options.cacheBytes());
      String plain = name == null ? "" : name.toString();
      ImageFile image = new ImageFile(plain, host, siblings, cache, storage(options), null);
      ContainerFormat format = Formats.container(image);
      if (format != null) {
        return new DetectedImage(host, image, format);
      }
      unknown(path.toString(), image, required);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, host);
      throw e;
    }
    if (host != null) {
      host.close();
    }
    return null;
  }

  /**
   * Recognises the format of an open file that has no siblings; closes the file after an error.
   *
   * @throws UnknownFormatException if it is no image
   * @throws IOException if it cannot be read
   */
  static DetectedImage require(HostFile host, ImageOptions options) throws IOException {
    try {
      String name = host.name();
      String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
      ChunkCache cache = new ChunkCache(options.cacheBytes());
      ImageFile image = new ImageFile(plain, host, HostFolder.EMPTY, cache, storage(options), null);
      ContainerFormat format = Formats.container(image);
      if (format == null) {
        unknown(name, image, true);
      }
      return new DetectedImage(host, image, format);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, host);
      throw e;
    }
  }

  private static TemporaryStorage storage(ImageOptions options) {
    return new TemporaryStorage(options.unpackBytes(), options.unpackListener()::unpacked);
  }

  /** Returns null, or throws if an image is required. */
  private static DetectedImage unknown(String name, ImageFile file, boolean required)
      throws IOException {
    if (required) {
      throw new UnknownFormatException(
          name + ": no disk image of a known format" + (file == null ? "" : ContentHint.of(file)));
    }
    return null;
  }

  /** Returns whether the file is a FIFO or a terminal, whose opening may wait without end. */
  private static boolean special(Path file) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
      return false;
    }
    try {
      int mode = (Integer) Files.getAttribute(file, "unix:mode");
      return (mode & FILE_TYPE_MASK) != BLOCK_DEVICE;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return true;
    }
  }
}
