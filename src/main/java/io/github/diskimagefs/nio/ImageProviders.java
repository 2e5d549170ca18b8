package io.github.diskimagefs.nio;

import io.github.diskimagefs.mount.DetectedImage;
import io.github.diskimagefs.mount.ImageOpener;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;

/** The providers of this library: the installed ones, or own ones if none are installed. */
public final class ImageProviders {
  /**
   * Holds the providers in the order in which they are asked. A separate class, because the
   * installed providers are not known earlier.
   */
  private static final class Holder {
    static final List<ImageFileSystemProvider> ALL = all();

    private static List<ImageFileSystemProvider> all() {
      List<ImageFileSystemProvider> all = new ArrayList<>();
      for (ImageFileSystemProvider own :
          List.of(
              new IsoFileSystemProvider(),
              new CdbinFileSystemProvider(),
              new NrgFileSystemProvider(),
              new DmgFileSystemProvider(),
              new ImgFileSystemProvider())) {
        all.add(installed(own));
      }
      return List.copyOf(all);
    }

    private static ImageFileSystemProvider installed(ImageFileSystemProvider own) {
      for (FileSystemProvider provider : FileSystemProvider.installedProviders()) {
        if (provider.getClass() == own.getClass()) {
          return (ImageFileSystemProvider) provider;
        }
      }
      return own;
    }
  }

  private ImageProviders() {}

  /** Returns the provider of a scheme, or null if it is another library's. */
  static ImageFileSystemProvider named(String scheme) {
    for (ImageFileSystemProvider provider : Holder.ALL) {
      if (provider.getScheme().equalsIgnoreCase(scheme)) {
        return provider;
      }
    }
    return null;
  }

  /**
   * Opens an image of any kind.
   *
   * @throws IOException if it is none, or broken or not supported, or cannot be read
   */
  public static FileSystem open(Path image, ImageOptions options) throws IOException {
    DetectedImage detected = ImageOpener.detect(image, options, ImageFileSystem.cache(image));
    return named(detected.scheme()).open(image, detected, options);
  }

  /**
   * Opens an image in a channel, which is closed with the file system or after an error.
   *
   * @throws IOException if it is none, or broken or not supported, or cannot be read
   */
  public static FileSystem open(SeekableByteChannel channel, String name, ImageOptions options)
      throws IOException {
    DetectedImage detected = ImageOpener.detect(channel, name, true, options);
    return named(detected.scheme()).open(ImageLocation.ofChannel(name), detected, options);
  }

  /** Returns whether the JDK asks a provider after all others of this library. */
  static boolean last(ImageFileSystemProvider provider) {
    return Holder.ALL.get(Holder.ALL.size() - 1).getScheme().equals(provider.getScheme());
  }
}
