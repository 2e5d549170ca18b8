package io.github.diskimagefs.mount;

import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyListener;
import io.github.diskimagefs.VerifyResult;
import io.github.diskimagefs.bytes.BlockCache;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.StoredChecksum;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** Opens, describes and verifies image files. */
public final class ImageOpener {
  private ImageOpener() {}

  /**
   * Opens an image that a URI says to be of {@code scheme}.
   *
   * @param shared the cache of the image that holds the file, or null
   * @throws IOException if it is no image, or one of another scheme (the message names that), or
   *     broken or not supported
   */
  public static OpenImage open(String scheme, Path file, ImageOptions options, ChunkCache shared)
      throws IOException {
    DetectedImage image = detect(file, options, shared);
    try {
      image.requireScheme(scheme);
    } catch (IOException e) {
      Closing.after(e, image);
      throw e;
    }
    return image.open(options);
  }

  /**
   * Opens an image of any kind.
   *
   * @throws IOException if it is no image, or broken or not supported
   */
  public static OpenImage open(Path file, ImageOptions options) throws IOException {
    return detect(file, options, null).open(options);
  }

  /**
   * Detects an image.
   *
   * @param shared the cache of the image that holds the file, or null
   * @throws UnknownFormatException if it is none
   */
  public static DetectedImage detect(Path file, ImageOptions options, ChunkCache shared)
      throws IOException {
    return ImageDetector.require(file, options, shared);
  }

  /**
   * Detects an image in a channel, which has no siblings; closes the channel after an error if it
   * is to be closed.
   *
   * @param name the file name of the image
   * @param close whether the channel is closed with the image
   * @throws UnknownFormatException if it is none
   */
  public static DetectedImage detect(
      SeekableByteChannel channel, String name, boolean close, ImageOptions options)
      throws IOException {
    BlockCache blocks = new BlockCache(options.hostBlocks());
    return ImageDetector.require(HostFiles.of(channel, name, close, blocks), options);
  }

  /**
   * Describes an image of any kind, even if none of its volumes can be shown.
   *
   * @param detected closed afterwards
   * @throws IOException if its container is broken or not supported
   */
  public static ImageInfo describe(DetectedImage detected, ImageOptions options)
      throws IOException {
    try (OpenImage image = detected.openWithoutTree(options)) {
      return ImageDescriber.of(image.container(), image.openVolumes(), image.cache());
    }
  }

  private static void checkStructures(Volume volume, String name, VerifyReporter report) {
    try {
      String figures = volume.checkStructures();
      if (figures != null) {
        report.checked(name, true, figures);
      }
    } catch (UnsupportedImageException e) {
      report.unchecked(name, e.getMessage());
    } catch (IOException e) {
      report.checked(name, false, e.getMessage());
    }
  }

  /**
   * Checks every checksum and error code of an image, then reads every file of every volume.
   *
   * @param detected closed afterwards
   * @param listener receives the progress and the result for each part
   * @throws IOException if its container cannot be opened, or it does not have what the options
   *     choose
   */
  public static VerifyResult verify(
      DetectedImage detected, ImageOptions options, VerifyListener listener) throws IOException {
    VerifyReporter report = new VerifyReporter(listener);
    try (OpenImage image = detected.openWithoutTree(options)) {
      image.container().verify(report);
      VolumeSet volumes = image.openVolumes();
      for (int i = 0; i < volumes.count(); i++) {
        for (StoredChecksum checksum : volumes.found(i).checksums()) {
          ChecksumVerifier.verify(checksum, volume(i), report);
        }
      }
      boolean withoutChecksum = report.hasNoContent();
      for (int i = 0; i < volumes.count(); i++) {
        verifyFiles(volumes, i, report);
      }
      SizeVerifier.verify(image.container(), volumes, report);
      if (volumes.count() == 0 && volumes.audio() == null) {
        report.unchecked("volumes", "no volume of a known file system");
      }
      if (withoutChecksum && !report.anyDamaged()) {
        report.unchecked("data", "the image stores no checksum of it");
      }
    }
    return report.result();
  }

  private static String volume(int index) {
    return "volume " + (index + 1);
  }

  private static void verifyFiles(VolumeSet volumes, int index, VerifyReporter report)
      throws NotInImageException {
    String name = volume(index);
    try {
      Volume volume = volumes.open(index);
      FileTreeVerifier.of(volume, name, report);
      checkStructures(volume, name + " structures", report);
    } catch (NotInImageException e) {
      throw e;
    } catch (UnsupportedImageException | AccessDeniedException e) {
      report.unchecked(name, e.getMessage());
    } catch (IOException e) {
      report.checked(name, false, e.getMessage());
    }
  }
}
